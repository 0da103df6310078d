using CommunityPlatform.Host.Backups;
using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host.Vault;

/// <summary>
/// <c>turn-keys [--community X] [--data DIR]</c> · Turns the keys of one community or of all, beside no open house (in an open one the
/// page does it). Exit code 0 done, 1 something is left to do, 2 not understood.
/// </summary>
internal static class TurnKeysCommand
{
    public const string Name = "turn-keys";

    public static async Task<int> Run(string[] args, TextWriter said, CancellationToken stop)
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().AddCommandLine(args[1..]).Build();
        var options = PlatformOptions.From(settings, development: false);
        try
        {
            if (!options.Database.Shared && !File.Exists(Path.Combine(options.Data, "platform.db"))) throw new BackupRefused(BackupReason.NoPlatform, options.Data);
            using var alone = options.Database.Shared ? null : HouseLock.Keep(options.Data);
            await using var app = Platform.Build([.. args[1..], "--scene", "none"]);
            await app.Services.GetRequiredService<PlatformUpkeep>().Migrate(stop);
            var communities = app.Services.GetRequiredService<CommunityDirectory>();
            await communities.Read(stop);
            var only = settings["community"];
            if (only is not null && communities.Find(only) is null) throw new BackupRefused(BackupReason.NoCommunity, only);
            return await Turn(app.Services.GetRequiredService<KeyTurn>(), [.. communities.All.Select(one => one.Slug).Where(slug => only is null || slug == only)], said, stop);
        }
        catch (BackupRefused refused)
        {
            foreach (var language in BackupWords.Languages) await said.WriteLineAsync("  " + refused.Words(language));
            return 2;
        }
    }

    private static async Task<int> Turn(KeyTurn turn, IReadOnlyList<string> slugs, TextWriter said, CancellationToken stop)
    {
        var left = 0;
        foreach (var slug in slugs)
        {
            await turn.Run(slug, "command", stop);
            if (turn.Of(slug)?.Problem is { } problem) (left, _) = (1, Say(said, "Command.NotTurned", slug, problem));
            else Say(said, "Command.Turned", slug);
        }
        return left;
    }

    private static bool Say(TextWriter said, string key, params object[] arguments)
    {
        BackupWords.Tell(said, key, arguments);
        return true;
    }
}
