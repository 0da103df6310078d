namespace CommunityPlatform.Host.Scenes;

/// <summary>What a demo id stands for. The numbers are part of the ids: append, never renumber.</summary>
internal enum SceneKind
{
    Grid = 1,
    Building = 2,
    Household = 3,
    Person = 4,
    Unit = 5,
    Body = 6,
    Post = 7,
    Term = 8,
    Profile = 9,
    Facility = 10,
}
