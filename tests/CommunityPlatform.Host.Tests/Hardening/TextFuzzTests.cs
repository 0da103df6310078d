using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Components;
using CommunityPlatform.Host.Files;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Imports;
using CommunityPlatform.Host.Vault;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Pages;
using CommunityPlatform.Sdk.Privacy;
using FsCheck;
using Microsoft.AspNetCore.Components;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>Whatever somebody types or puts into an address: an answer comes, and never an exception.</summary>
public sealed class TextFuzzTests
{
    private static readonly IReadOnlyList<PageRoute> Routes = PageTable.Of([typeof(One), typeof(Two)]);

    [Route("/one/{id:guid}"), Route("/one/{number:int}/x"), Route("/one/{day:datetime}")]
    private sealed class One : ComponentBase;

    [Route("/one/{*rest:nonfile}"), Route("/flag/{on:bool}/{count:long}")]
    private sealed class Two : ComponentBase;

    [Fact]
    public void Any_address_finds_a_page_or_none() => Prop.ForAll(Fuzz.Rows(), parts =>
    {
        var path = "/" + string.Join('/', parts);
        foreach (var asked in (string[])[path, "/one" + path, "/flag" + path])
        {
            var hit = PageTable.Match(Routes, Surface.Staff, asked);
            // What a page is given has the type that its template says.
            if (hit is { } found && found.Values.TryGetValue("id", out var id)) Assert.IsType<Guid>(id);
            HostPages.Match(Surface.Staff, asked);
            HostPages.Match(null, asked);
        }
    }).Check(Fuzz.Times(2000));

    [Fact]
    public void Any_way_back_leads_into_the_house_or_nowhere() => Prop.ForAll(Fuzz.Texts(), text =>
    {
        foreach (var back in (string[])[text, "/" + text, "//" + text, "/\\" + text, "/c/jia" + text])
            if (AccountEndpoints.LocalPath(back) is { } local)
                Assert.True(Uri.TryCreate(new("http://house/"), local, out var to) && to.Host == "house", back);
    }).Check(Fuzz.Times(3000));

    [Fact]
    public void Any_text_is_a_readable_code_or_none_and_a_fresh_one_comes_back() => Prop.ForAll(Fuzz.Texts(), Arb.From(Gen.Choose(1, 20)), (text, length) =>
    {
        var tidy = ReadableCode.Tidy(text);
        if (ReadableCode.Is(tidy, length)) Assert.All(tidy, letter => Assert.Contains(letter, ReadableCode.Alphabet));
        ReadableCode.Shown(text, length);
        var fresh = ReadableCode.New(length);
        Assert.True(ReadableCode.Is(ReadableCode.Tidy(ReadableCode.Shown(fresh.ToLowerInvariant(), length)), length));
        Assert.Equal(fresh, ReadableCode.Tidy(" " + ReadableCode.Shown(fresh, length) + "-"));
    }).Check(Fuzz.Times(2000));

    [Fact]
    public void Any_text_is_a_code_of_the_app_or_none() => Prop.ForAll(Fuzz.Texts(), Arb.From(Gen.Choose(0, int.MaxValue)), (text, second) =>
    {
        var (key, now) = (Totp.NewKey(), DateTimeOffset.FromUnixTimeSeconds(second));
        // One in two hundred thousand is right by chance; then it says of which half minute.
        if (Totp.StepOf(key, text, now) is { } step) Assert.InRange(step, (second / 30) - Totp.Tolerance, (second / 30) + Totp.Tolerance);
        Assert.Equal(second / 30, Totp.StepOf(key, Totp.Code(key, now).Insert(3, " "), now));
    }).Check(Fuzz.Times(1000));

    [Fact]
    public void Any_text_is_recognised_masked_and_never_shown_whole() => Prop.ForAll(Fuzz.Texts(), text =>
    {
        PersonalNumbers.In(text);
        PersonalNumbers.IsIdNumber(text);
        PersonalNumbers.IsMobile(text);
        Assert.Equal(text.Length == 0, Masks.Name(text).Length == 0);
        if (text.Length >= 7) Assert.NotEqual(text, Masks.Phone(text).Replace('*', '#'));
        if (text.Length >= 8) Assert.Equal(text.Length - 6, Masks.IdNumber(text)[3..^3].Count(letter => letter == '*'));
        if (Contact.Tidy(text) is { } phone) Assert.Equal(phone, Contact.Tidy(phone));
    }).Check(Fuzz.Times(3000));

    [Fact]
    public void An_identity_number_is_known_by_its_check_digit() => Prop.ForAll(Arb.From(Gen.Choose(1900, 2026)), Arb.From(Gen.Choose(1, 12)), Arb.From(Gen.Choose(1, 28)), (year, month, day) =>
    {
        var head = $"110101{year:D4}{month:D2}{day:D2}12" + (day % 10);
        var fitting = "0123456789X".Where(last => PersonalNumbers.IsIdNumber(head + last)).ToList();
        Assert.Single(fitting);
        Assert.Equal(year, ResidentDraft.YearOf(head + fitting[0]));
        Assert.True(PersonalNumbers.In("\u8eab\u4efd\u8bc1" + head + fitting[0] + "\u3002"));
    }).Check(Fuzz.Times(500));

    [Fact]
    public void Any_row_of_a_list_is_a_resident_or_has_problems() => Prop.ForAll(Fuzz.Rows(), cells =>
    {
        var columns = new ResidentColumns(Enum.GetValues<ResidentField>().Select((field, at) => (field, at)).ToDictionary(one => one.field, one => one.at));
        var problems = new List<RowProblem>();
        var draft = ResidentDraft.From(1, cells, columns, 2026, problems);
        Assert.Equal(draft is null, problems.Count > 0);
        if (draft is null) return;
        Assert.InRange(draft.BirthYear, 1900, 2026);
        Assert.InRange(draft.Stair, 1, 50);
    }).Check(Fuzz.Times(5000));

    [Theory]
    [InlineData("\uff11\uff19\uff15\uff18", 1958)]
    [InlineData("19\uff15\uff18-3-1", 1958)]
    [InlineData("19\u0665\u0668", null)]
    public void A_year_is_read_as_it_is_typed_on_a_Chinese_keyboard(string typed, int? year) => Assert.Equal(year, ResidentDraft.YearOf(typed));

    [Theory]
    [InlineData("\uff13\u5355\u5143502", 3)]
    [InlineData("\u0663\u5355\u5143502", 1)]
    [InlineData("3-502", 3)]
    public void A_stair_is_read_as_it_is_typed_on_a_Chinese_keyboard(string door, int stair) => Assert.Equal(stair, ResidentDraft.StairOf(door));

    [Fact]
    public void Chosen_columns_come_back_as_they_were_kept() => Prop.ForAll(Arb.From(Gen.Choose(-1, 60).ArrayOf(6)), places =>
    {
        var columns = new ResidentColumns(Enum.GetValues<ResidentField>().Zip(places).ToDictionary(one => one.First, one => one.Second));
        Assert.Equal(columns.Of, ResidentColumns.FromJson(columns.ToJson()).Of);
        // A column that is not there is an empty cell.
        foreach (var field in Enum.GetValues<ResidentField>()) columns.Cell(["a"], field);
    }).Check(Fuzz.Times(300));

    [Fact]
    public void Any_file_name_becomes_a_plain_one() => Prop.ForAll(Fuzz.Texts(), text =>
    {
        var name = SafeName.Of(text, ".xlsx");
        Assert.EndsWith(".xlsx", name, StringComparison.Ordinal);
        Assert.Equal(Path.GetFileName(name), name);
        Assert.DoesNotContain(name, letter => char.IsControl(letter) || "<>:\"/\\|?*".Contains(letter, StringComparison.Ordinal));
        Assert.Equal(name, SafeName.Of(name, ".xlsx"));
    }).Check(Fuzz.Times(3000));

    [Fact]
    public void Any_text_is_a_sealed_one_or_none() => Prop.ForAll(Fuzz.Texts(), text =>
    {
        if (SealedText.KeyOf("s1." + text) is { } key) Assert.StartsWith(SealedText.Prefix(key), "s1." + text, StringComparison.Ordinal);
        Assert.Null(SealedText.KeyOf(text + "\u738b"));
    }).Check(Fuzz.Times(2000));

    [Fact]
    public void Any_browser_s_word_about_itself_is_taken_for_something() => Prop.ForAll(Fuzz.Texts(), text => Assert.NotEmpty(SessionFacts.Device(text))).Check(Fuzz.Times(1000));
}
