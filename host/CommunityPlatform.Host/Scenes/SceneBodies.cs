using System.Text.Json.Serialization;
using CommunityPlatform.Host.Register;

namespace CommunityPlatform.Host.Scenes;

/// <param name="Under">The name of a body listed before.</param>
/// <param name="From">The first day of everybody who holds a post in it.</param>
/// <param name="Years">How long they were appointed for; null where no end is set.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SceneBody(string Name, BodyKind Kind, DateOnly From, IReadOnlyList<ScenePost> Posts, int? Years = null, string? Under = null);

/// <param name="Residents">How many generated residents hold it.</param>
/// <param name="Accounts">Which accounts of the scene hold it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ScenePost(string Name, int Seats = 1, int Residents = 0, IReadOnlyList<string>? Accounts = null, string? Duty = null, string? Role = null);

/// <summary>The bodies of a demo community with their posts; residents who hold one are generated like everybody.</summary>
internal static class SceneBodies
{
    public static string? FirstProblem(Scene scene)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var body in scene.Bodies)
        {
            if (body.Under is { } above && !known.Contains(above)) return $"the body '{body.Name}' stands under '{above}', which is not listed before it.";
            if (!known.Add(body.Name)) return $"two bodies are called '{body.Name}'.";
            foreach (var post in body.Posts)
            {
                if (post.Residents + (post.Accounts?.Count ?? 0) > post.Seats) return $"the post '{post.Name}' of '{body.Name}' has more holders than seats.";
                if (post.Accounts?.FirstOrDefault(name => scene.Accounts.All(account => account.UserName != name)) is { } unknown) return $"the post '{post.Name}' of '{body.Name}' names account '{unknown}', which is not listed.";
            }
        }
        return null;
    }

    /// <summary>Every row, what stands above first.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="people">Its people.</param>
    /// <param name="accounts">The ids of its accounts by user name.</param>
    public static IReadOnlyList<object> Rows(Scene scene, ScenePeople people, IReadOnlyDictionary<string, string> accounts)
    {
        var rows = new List<object>();
        var bodies = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var holders = new Queue<Person>(people.PickAdults("bodies", scene.Bodies.Sum(body => body.Posts.Sum(post => post.Residents))));
        foreach (var body in scene.Bodies)
        {
            var id = bodies[body.Name] = Next(SceneKind.Body);
            rows.Add(new Body { Id = id, Name = body.Name, Kind = body.Kind, ParentId = body.Under is { } above ? bodies[above] : null, Founded = body.From });
            foreach (var post in body.Posts)
            {
                var held = Next(SceneKind.Post);
                rows.Add(new BodyPost { Id = held, BodyId = id, Name = post.Name, Seats = post.Seats, Duty = post.Duty, Role = post.Role });
                foreach (var name in post.Accounts ?? []) rows.Add(Term(body, held, accounts[name], null));
                for (var i = 0; i < post.Residents; i++) rows.Add(Term(body, held, null, holders.Dequeue().Id));
            }
        }
        return rows;

        Guid Next(SceneKind kind) => SceneIds.Of(scene.Seed, kind, rows.Count);
        PostTerm Term(SceneBody body, Guid post, string? account, Guid? person) =>
            new() { Id = Next(SceneKind.Term), PostId = post, AccountId = account, PersonId = person, From = body.From, To = body.Years is { } years ? body.From.AddYears(years).AddDays(-1) : null };
    }
}
