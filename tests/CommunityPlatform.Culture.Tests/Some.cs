using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.Events;
using CommunityPlatform.Culture.SignUps;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Tests;

/// <summary>Plans that are good as they stand, to be spoiled in one place.</summary>
internal static class Some
{
    public static readonly DateTime Evening = new(2026, 2, 28, 6, 0, 0, DateTimeKind.Utc);

    public static EventPlan Plan => new()
    {
        Title = "Lantern fair", Venue = "Square", Start = Evening, End = Evening.AddHours(3), Capacity = 3, PlacesPerSignUp = 2,
        Raised = 150_000, ResponsibleRole = "Culture officer", Parts = [new(PartKind.Riddles, "Riddles")],
    };

    public static async Task<Guid> Published(this Frame frame, EventPlan? plan = null)
    {
        var id = await frame.Did<PlanEvent, Guid>(new(plan ?? Plan));
        await frame.Did<PublishEvent, Done>(new(id, await frame.Version(id)));
        return id;
    }

    public static async Task<EventBook> Book(this Frame frame, Guid id) => await frame.Did<OpenEvent, EventBook>(new(id));

    public static async Task<long> Version(this Frame frame, Guid id) => (await frame.Book(id)).Version;

    public static Task<SignUpTicket> Join(this Frame frame, Guid id, string name, int places = 1, string? tail = null) =>
        frame.Did<SignUpForEvent, SignUpTicket>(new(id, name, tail, places));

    public static GalaPlan Gala => new()
    {
        Title = "July gala", ResponsibleRole = "Culture officer", FirstSide = "North", SecondSide = "South",
        EntriesUntil = new(2026, 5, 31, 16, 0, 0, DateTimeKind.Utc),
    };
}
