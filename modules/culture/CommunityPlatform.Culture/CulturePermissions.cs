namespace CommunityPlatform.Culture;

/// <summary>权限 · What the module's acts need; the plain words stand in module.json.</summary>
public static class CulturePermissions
{
    /// <summary>See events, galas and their figures.</summary>
    public const string Browse = "culture.browse";

    /// <summary>Plan and change events.</summary>
    public const string Plan = "culture.plan";

    /// <summary>Publish a plan and approve money beyond the budget.</summary>
    public const string Approve = "culture.approve";

    /// <summary>Keep the sign-up list and the attendance.</summary>
    public const string TakeAttendance = "culture.take-attendance";

    /// <summary>Write the summary, keep pictures, close an event.</summary>
    public const string Summarise = "culture.summarise";

    /// <summary>Run a gala from the first entry to the show.</summary>
    public const string Gala = "culture.gala";
}
