using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Sdk.Manifest;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Host.Privacy.Sheets;

/// <summary>Drafts what a sheet can know by itself: from manifests and grants, and from the record of looks.</summary>
internal sealed class SheetDrafts(CommunityDbContext database, CurrentCommunity community, DeclaredHere declared, AccountBook accounts, IStringLocalizer<PrivacyTexts> texts, IStringLocalizer<AccountTexts> roles)
{
    /// <summary>Questions by kind; their words stand under the kind's name.</summary>
    public static IReadOnlyList<string> Questions(SheetOf kind) => kind == SheetOf.Impact
        ? ["Impact.Necessity", "Impact.Risks", "Impact.Measures", "Impact.Conclusion", "Impact.Signed"]
        : ["Breach.What", "Breach.Cause", "Breach.Harm", "Breach.Measures", "Breach.Advice", "Breach.Contact"];

    public async Task<IReadOnlyList<SheetPart>> Impact(CancellationToken stop)
    {
        var granted = await accounts.Granted(community.Slug, stop);
        var parts = new List<SheetPart> { Fields(declared.NameOf(DeclaredHere.Host), HostPersonalData.All) };
        var modules = await declared.Modules(community.Slug, stop);
        parts.AddRange(modules.Where(module => module.Manifest is not null).Select(module => Fields(declared.NameOf(module.Id), module.Manifest!.PersonalData)));
        parts.Add(new(texts["Impact.Consents"], [texts["Own.Purpose"], texts["Own.Module"], texts["Impact.Text"]],
            [.. declared.Consents(community.Slug).Select(purpose => (IReadOnlyList<string>)[$"{purpose.Name}{(purpose.Sensitive ? texts["Impact.Sensitive"].Value : "")}", declared.NameOf(DeclaredHere.OwnerOf(purpose.Id)), $"{purpose.Notice}"])]));
        IReadOnlyList<string> seeing = [HostPermissions.SeeRegister, HostPermissions.RevealContacts, HostPermissions.ExportRegister, HostPermissions.ExportPerson];
        parts.Add(new(texts["Impact.Who"], [texts["Own.Module"], texts["Impact.May"], texts["Impact.Posts"]],
        [
            .. seeing.Select(permission => Holders(DeclaredHere.Host, roles["Permission." + permission], permission, granted)),
            .. modules.Where(module => module.Manifest is not null).SelectMany(module => module.Manifest!.Permissions.Select(permission => Holders(module.Id, $"{permission.Name}", permission.Id, granted))),
        ]));
        parts.Add(new(texts["Impact.Guards"], [texts["Impact.Guard"]], [.. Enumerable.Range(1, GuardCount).Select(number => (IReadOnlyList<string>)[texts[$"Impact.Guard.{number}"].Value])]));
        return parts;
    }

    public async Task<IReadOnlyList<SheetPart>> Breach(BreachScope scope, CancellationToken stop)
    {
        var lines = database.Access.AsNoTracking().Where(line => line.At >= scope.From && line.At < scope.Before);
        if (scope.Account is { } account) lines = lines.Where(line => line.Account == account);
        var found = await lines.Select(line => new { line.Account, line.Module, line.Purpose, line.Kind, line.Rows, line.Resident }).ToListAsync(stop);
        var names = (await accounts.Of(community.Slug, stop)).ToDictionary(row => row.Id, row => row.Name, StringComparer.Ordinal);
        var groups = found.GroupBy(line => (line.Account, line.Module, line.Purpose, line.Kind)).OrderBy(group => group.Key.Account, StringComparer.Ordinal).ThenBy(group => group.Key.Module, StringComparer.Ordinal);
        return
        [
            new(texts["Breach.Scope"], [texts["Breach.From"], texts["Breach.To"], texts["Breach.Residents"], texts["Breach.Looks"]],
                [[texts.Moment(scope.From), texts.Moment(scope.Before), $"{found.Select(line => line.Resident).OfType<Guid>().Distinct().Count()}", $"{found.Count}"]]),
            new(texts["Breach.Touched"], [texts["Looks.Who"], texts["Looks.What"], texts["Looks.How"], texts["Looks.Why"], texts["Breach.Looks"], texts["Breach.Rows"], texts["Breach.Residents"]],
                [.. groups.Select(group => (IReadOnlyList<string>)
                [
                    group.Key.Account is { } id ? names.GetValueOrDefault(id, texts["Looks.FormerStaff"]) : texts["Looks.Platform"], declared.NameOf(group.Key.Module), texts["Looks.Kind." + (group.Key.Kind ?? AccessKind.Opened)],
                    texts["Purpose." + group.Key.Purpose] is { ResourceNotFound: false } words ? words.Value : group.Key.Purpose, $"{group.Count()}", $"{group.Sum(line => line.Rows)}",
                    $"{group.Select(line => line.Resident).OfType<Guid>().Distinct().Count()}",
                ])]),
        ];
    }

    private const int GuardCount = 7;

    private SheetPart Fields(string module, IReadOnlyList<PersonalField> fields) => new(
        module, [texts["Night.Field"], texts["Night.Purpose"], texts["Impact.Basis"], texts["Night.Retention"]],
        [.. fields.Select(field => (IReadOnlyList<string>)[$"{field.Name}", $"{field.Purpose}", $"{field.Basis}", $"{field.Retention}"])]);

    private IReadOnlyList<string> Holders(string module, string words, string permission, IReadOnlySet<(string Role, string Permission)> granted) =>
        [declared.NameOf(module), words, string.Join(texts["Comma"], granted.Where(grant => grant.Permission == permission).Select(grant => roles["Role." + grant.Role].Value).Order(StringComparer.Ordinal))];
}
