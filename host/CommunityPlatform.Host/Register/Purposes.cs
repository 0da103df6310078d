namespace CommunityPlatform.Host.Register;

/// <summary>用途 · Why staff may look into the register. Words stand in <see cref="RegisterTexts"/> under <c>Purpose.</c>; the resident reads them.</summary>
internal static class Purposes
{
    public const string Verify = "verify", Serve = "serve", Contact = "contact", Visit = "visit", Maintain = "maintain", Safety = "safety", Rights = "rights";

    public static IReadOnlyList<string> All { get; } = [Serve, Contact, Visit, Verify, Safety, Maintain, Rights];
}
