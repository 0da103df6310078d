using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register;

/// <summary>The register as one act may ask it: masked, within the asker's grids, each look written down with its purpose.</summary>
internal sealed class RegisterFactory(CommunityBooks books, Vault.VaultFactory vaults) : IRegisterFactory
{
    private const int Most = 20;

    public IRegister For(ActFrame frame) => new Face(frame, books, vaults.ForHost(frame.Community.Slug));

    private sealed class Face(ActFrame frame, CommunityBooks books, IVault vault) : IRegister
    {
        public async Task<IReadOnlyList<PersonHit>> Find(string text, string purpose, CancellationToken stop)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(purpose);
            text = text.Trim();
            if (text.Length < 2 || frame.Person.Kind == PersonKind.Resident) return [];
            await using var database = books.Aside(frame.Session);
            var found = (await database.Residents(frame.Person, text, vault, stop)).AsNoTracking().Where(one => one.Person.LeftAt == null)
                .Select(one => new { one.Person.Id, one.Person.Name, Building = one.Building.Name, one.Household.Stair });
            var hits = await found.OrderBy(hit => hit.Name).ThenBy(hit => hit.Id).Take(Most).ToListAsync(stop);
            frame.Looks.Add((new(purpose), hits.Count));
            frame.Glances.AddRange(hits.Select(hit => (purpose, hit.Id, AccessKind.Found)));
            return hits.ConvertAll(hit => new PersonHit(hit.Id, Masks.Name(hit.Name), $"{hit.Building} {hit.Stair}"));
        }
    }
}
