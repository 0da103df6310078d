using CommunityPlatform.Host;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Audit;
using CommunityPlatform.Host.Backups;
using CommunityPlatform.Host.Communities.Moving;
using CommunityPlatform.Host.Packaging;
using CommunityPlatform.Host.Vault;

if (args is [VerifyCommand.Name, .. var rest]) return await VerifyCommand.Run(rest, Console.Out, CancellationToken.None);
if (args is [ResetCommand.Name, .. var how]) return await ResetCommand.Run(how, Console.Out, CancellationToken.None);
if (args is [MoveVerb.Name, ..]) return await MoveVerb.Run(args);
if (args is [RestoreCommand.Name or RestoreCommand.Verify, ..]) return await RestoreCommand.Run(args, Console.In, Console.Out, CancellationToken.None);
if (args is [TurnKeysCommand.Name, ..]) return await TurnKeysCommand.Run(args, Console.Out, CancellationToken.None);
if (await RehearseCommand.Run(args, Console.Out, CancellationToken.None) is { } told) return told;

var app = Platform.Build(args);
await Platform.PrepareKeys(app, app.Lifetime.ApplicationStopping);
// Side by side: the one waits for databases and packages, the other for the network. Whichever fails is told at once.
var (preparing, starting) = (Task.Run(() => Platform.Prepare(app, app.Lifetime.ApplicationStopping)), app.StartAsync());
await await Task.WhenAny(preparing, starting);
await preparing;
await starting;
await Announcement.Print(app);
await app.WaitForShutdownAsync();
return 0;

/// <summary>The entry point, visible to the test host.</summary>
public partial class Program;
