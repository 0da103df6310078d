using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Privacy;
using CommunityPlatform.Host.Privacy.Consents;
using CommunityPlatform.Host.Tests.Register;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Privacy;

/// <summary>A house with the module "keeper" and a resident, and what its tests do alike.</summary>
internal static class Keeping
{
    public const string Visits = "keeper.visits";

    /// <summary>Notes a consent upon the notice that is shown now.</summary>
    public static async Task<Guid> Consent(this TestHost host, Guid person, string purpose = Visits, Guid? guardian = null, DateOnly? until = null) =>
        await host.Must(new GiveConsent(person, purpose, host.Notice(purpose), ConsentWay.Paper, until, guardian));

    public static string Notice(this TestHost host, string purpose) => NoticeText.HashOf(host.Get<DeclaredHere>().Consents("jia").Single(one => one.Id == purpose));

    public static Task<Answer> Visit(this TestHost host, Guid person, string wish = "tea", DateTime? held = null) =>
        host.Act("keeper", "NoteVisit", new { Person = person, Wish = wish, Held = held ?? TimeProvider.System.GetUtcNow().UtcDateTime });

    public static async Task<int> CountVisits(this TestHost host) => (int)(await host.Act("keeper", "CountVisits")).Value!;
}
