using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.Events;
using CommunityPlatform.Culture.Privacy;
using CommunityPlatform.Culture.SignUps;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Culture.Tests;

/// <summary>A person finds her sign-ups again, has them forgotten, and names and pictures do not outlive their purpose.</summary>
public sealed class OwnDataTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    private static PersonAsked Wang(params string[] codes) => new(Guid.NewGuid(), [], "Wang Jianguo", "13800012345", codes);

    private async Task<T> With<T>(Func<CulturePersonalData, Task<T>> act)
    {
        using var scope = _frame.Scope();
        var done = await act(ActivatorUtilities.CreateInstance<CulturePersonalData>(scope.ServiceProvider));
        await scope.ServiceProvider.GetRequiredService<CultureDbContext>().SaveChangesAsync();
        return done;
    }

    private Task<IReadOnlyList<HeldRecord>> About(PersonAsked person) => With(source => source.About(person, default));

    private Task Erase(PersonAsked person, IEnumerable<string> keys) => With(async source =>
    {
        await source.Erase(person, keys.ToHashSet(), default);
        return 0;
    });

    [Fact]
    public async Task The_code_proves_a_sign_up_and_surname_with_digits_only_suggest_it()
    {
        var id = await _frame.Published(Some.Plan with { Capacity = 0 });
        var code = (await _frame.Join(id, "Auntie")).Code;
        await _frame.Join(id, "Wang", tail: "2345");
        await _frame.Join(id, "Li", tail: "2345");
        await _frame.Join(id, "Wang", tail: "9999");
        var shown = $"{code[..4].ToLowerInvariant()} {code[4..]}";
        var found = await About(Wang(shown));
        Assert.Equal([("Auntie", true), ("Wang", false)], found.Select(record => (record.Values[1].Value, record.Certain)).Order());
        Assert.Empty(await About(new(Guid.NewGuid(), [], "Wang Jianguo", null, [])));
    }

    [Fact]
    public async Task An_erased_sign_up_gives_its_place_back_before_the_event_and_is_counted_without_a_name_after_it()
    {
        var id = await _frame.Published();
        var code = (await _frame.Join(id, "Wang", 2)).Code;
        var waiting = await _frame.Join(id, "Li", 2);
        Assert.Equal(SignUpState.Waiting, waiting.State);
        await Erase(Wang(code), (await About(Wang(code))).Select(record => record.Key));
        Assert.Equal(SignUpState.Booked, (await _frame.Did<FindMySignUp, MySignUp>(new(waiting.Code))).State);
        _frame.Now = Some.Evening.AddHours(1);
        var li = new PersonAsked(Guid.NewGuid(), [], "Li", null, [waiting.Code]);
        await Erase(li, (await About(li)).Select(record => record.Key));
        using var scope = _frame.Scope();
        var rows = await scope.ServiceProvider.GetRequiredService<CultureDbContext>().SignUps.OrderBy(one => one.Number).ToListAsync();
        Assert.Equal([("", SignUpState.Cancelled), ("", SignUpState.Booked)], rows.Select(row => (row.CalledName, row.State)));
    }

    [Fact]
    public async Task What_was_not_named_stays()
    {
        var id = await _frame.Published();
        var code = (await _frame.Join(id, "Wang")).Code;
        await Erase(Wang(code), []);
        Assert.Single(await About(Wang(code)));
    }

    [Fact]
    public async Task Names_of_an_event_that_nobody_closed_go_after_ninety_days()
    {
        var id = await _frame.Published();
        await _frame.Join(id, "Wang", tail: "2345");
        await _frame.Join(id, "Li");
        Assert.All(await With(source => source.Clear(Some.Evening.AddHours(3).AddDays(89), default)), gone => Assert.Equal(0, gone.Count));
        var gone = await With(source => source.Clear(Some.Evening.AddHours(3).AddDays(91), default));
        Assert.Equal([("SignUp.CalledName", 2), ("SignUp.PhoneTail", 1), ("Picture.FileId", 0)], gone.Select(one => (one.Field, one.Count)));
        Assert.Empty(await About(Wang()));
        Assert.All(await With(source => source.Clear(Some.Evening.AddDays(95), default)), one => Assert.Equal(0, one.Count));
    }
}
