using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host.Backups;

/// <summary>
/// <c>restore FILE --data DIR [--keys DIR] [--community X] [--as Y] [--replace] [--key-file F]</c> and <c>backup-verify FILE [--key-file F]</c>.
/// The recovery key or passphrase is read from the console or from a file, never from the command line, where others could see it.
/// Exit code 0 done, 1 refused, 2 not understood.
/// </summary>
internal static class RestoreCommand
{
    public const string Name = "restore", Verify = "backup-verify";

    public static async Task<int> Run(string[] args, TextReader typed, TextWriter said, CancellationToken stop)
    {
        args = [.. args.Select(arg => arg == "--replace" ? "--replace=true" : arg)];
        if (args is not [var verb, var file, ..] || file.StartsWith('-'))
        {
            BackupWords.Tell(said, "Command.Usage");
            return 2;
        }
        var settings = Settings(args);
        var options = PlatformOptions.From(settings, development: false);
        try
        {
            // What can be refused without a key is refused before it is asked for.
            BackupCheck.RefuseNewer(BackupFile.HeaderOf(file));
            var key = await Key(settings["key-file"], typed, said, stop);
            var clock = new PlatformClock(options.TimeZone);
            if (verb == Verify) await Check(file, key, options, clock, said, stop);
            else if (settings["community"] is null && BackupFile.HeaderOf(file).Community is null) await Whole(args, file, key, settings["replace"] is not null, options, clock, said, stop);
            else await Community(args, file, key, settings, options, said, stop);
            return 0;
        }
        catch (Exception problem) when (BackupRefused.From(problem, options.Data) is { } refused)
        {
            foreach (var language in BackupWords.Languages) await said.WriteLineAsync("  " + refused.Words(language));
            return 1;
        }
    }

    private static IConfigurationRoot Settings(string[] args) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().AddCommandLine(args[2..]).Build();

    private static async Task<string> Key(string? file, TextReader typed, TextWriter said, CancellationToken stop)
    {
        if (file is not null) return (await File.ReadAllTextAsync(file, stop)).Trim();
        BackupWords.Tell(said, "Command.AskKey");
        return (await typed.ReadLineAsync(stop) ?? "").Trim();
    }

    private static async Task Check(string file, string key, PlatformOptions options, TimeProvider clock, TextWriter said, CancellationToken stop)
    {
        using var staging = await Staging.Open(file, key, Directory.CreateTempSubdirectory("cp-verify-").FullName, new BackupCheck(options, clock), _ => { }, stop);
        Report(said, "Command.Verified", staging.Report);
    }

    private static async Task Whole(string[] args, string file, string key, bool replace, PlatformOptions options, TimeProvider clock, TextWriter said, CancellationToken stop)
    {
        var restore = new WholeRestore(options, clock);
        var report = await restore.Run(file, key, replace, _ => { }, options.Database.Shared ? IntoServer : null, stop);
        Report(said, "Command.Restored", report);
        BackupWords.Tell(said, "Command.Start", options.Data);

        // The unpacked folder is this program's data folder until it has its name.
        async Task IntoServer(Staging staging, Func<Task> swap)
        {
            await using var app = Platform.Build([.. args[2..].Where((_, at) => !IsData(args[2..], at)), "--data", staging.Folder, "--scene", "none"]);
            var services = app.Services;
            var server = ActivatorUtilities.CreateInstance<ServerRestore>(services);
            await server.Run(staging, options.Data, swap, stop);
        }
    }

    private static bool IsData(string[] args, int at) => args[at] == "--data" || args[at].StartsWith("--data=", StringComparison.Ordinal) || (at > 0 && args[at - 1] == "--data");

    private static async Task Community(string[] args, string file, string key, IConfiguration settings, PlatformOptions options, TextWriter said, CancellationToken stop)
    {
        if (!options.Database.Shared && !File.Exists(Path.Combine(options.Data, "platform.db"))) throw new BackupRefused(BackupReason.NoPlatform, options.Data);
        // Several hosts on one server hear of the new rows; a house that is alone with its files must be closed.
        using var alone = options.Database.Shared ? null : HouseLock.Keep(options.Data);
        await using var app = Platform.Build([.. args[2..], "--scene", "none"]);
        await app.Services.GetRequiredService<PlatformUpkeep>().Migrate(stop);
        await app.Services.GetRequiredService<CommunityDirectory>().Read(stop);
        var done = await app.Services.GetRequiredService<CommunityRestore>().Run(file, key, settings["community"], settings["as"], settings["replace"] is not null, _ => { }, stop);
        Report(said, "Command.Restored", done.Report);
        BackupWords.Tell(said, "Command.Community", done.Slug, done.Memberships, done.LeftOut);
        if (done.Packages.Count > 0) BackupWords.Tell(said, "Command.Packages", string.Join(", ", done.Packages));
    }

    private static void Report(TextWriter said, string key, BackupReport report)
    {
        BackupWords.Tell(said, key, report.Header.Community ?? "*", report.Header.Made, report.Tables, report.Rows, report.AuditLines, report.SealedTexts);
        foreach (var kept in report.Contents.Communities) said.WriteLine($"    {kept.Slug,-32} {kept.Rows,10}  {kept.AuditLines,8}  {kept.AuditHash}");
    }
}
