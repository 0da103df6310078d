namespace CommunityPlatform.Host.Register;

/// <summary>岗位 · A post in a body: 主任, 委员, 会长. One person may hold several posts (一肩挑).</summary>
internal sealed class BodyPost
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid BodyId { get; init; }

    public required string Name { get; set; }

    /// <summary>职数 · How many hold it at the same time.</summary>
    public required int Seats { get; set; }

    /// <summary>职责 · What the post is for, in a sentence.</summary>
    public string? Duty { get; set; }

    /// <summary>The role whose rights on the platform usually go with it (<see cref="Accounts.Roles"/>); nothing is granted by itself.</summary>
    public string? Role { get; set; }

    public long Version { get; set; }

    /// <summary>The first day on which more would hold it than there are seats, or null.</summary>
    public static DateOnly? FullOn(int seats, IReadOnlyCollection<PostTerm> terms) =>
        // The number only grows on a day on which a term begins.
        terms.Select(term => term.From).Order().Cast<DateOnly?>().FirstOrDefault(day => terms.Count(term => term.Holds(day!.Value)) > seats);
}
