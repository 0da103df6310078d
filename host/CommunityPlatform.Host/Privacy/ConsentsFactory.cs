using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Manifest;
using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Privacy;

/// <summary>Consents as one act of a module may ask for them.</summary>
internal sealed class ConsentsFactory(CommunityBooks books) : IConsentsFactory
{
    public IConsents For(ActFrame frame, IReadOnlyList<ConsentPurpose> declared) => new Face(frame, books, declared);

    private sealed class Face(ActFrame frame, CommunityBooks books, IReadOnlyList<ConsentPurpose> declared) : IConsents
    {
        public async Task<bool> Has(Guid person, string purpose, CancellationToken stop)
        {
            if (declared.All(one => one.Id != purpose)) throw new InvalidOperationException($"{frame.Module} asks for '{purpose}', which module.json does not declare under consents.");
            await using var database = books.Aside(frame.Session);
            return await database.Consents.AnyAsync(
                one => one.PersonId == person && one.Purpose == purpose && one.WithdrawnAt == null && (one.Until == null || one.Until > frame.Now), stop);
        }
    }
}
