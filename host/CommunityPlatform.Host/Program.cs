using CommunityPlatform.Host;

var app = Platform.Build(args);
await Platform.Prepare(app, app.Lifetime.ApplicationStopping);
await app.StartAsync();
await Announcement.Print(app);
await app.WaitForShutdownAsync();

/// <summary>The entry point, visible to the test host.</summary>
public partial class Program;
