using System.Globalization;
using System.Resources;

namespace CommunityPlatform.Host.Communities.Moving;

/// <summary><c>move-community SLUG --to PostgreSQL|SQLite</c>: moves one community while the house stays open for all others.</summary>
internal static class MoveVerb
{
    public const string Name = "move-community";

    private static readonly ResourceManager Words = new("CommunityPlatform.Host.Communities.Moving.MoveTexts", typeof(MoveVerb).Assembly);

    /// <summary>0 done, 1 not moved, 2 not understood.</summary>
    public static async Task<int> Run(string[] args)
    {
        await using var app = Platform.Build(args);
        if (args is not [Name, var slug, ..] || slug.StartsWith('-') || DatabaseSettings.Kind(app.Configuration["to"] ?? "?") is not { } to)
        {
            Say(Console.Error, "Move.Usage");
            return 2;
        }
        await app.Services.GetRequiredService<PlatformUpkeep>().Migrate(CancellationToken.None);
        await app.Services.GetRequiredService<CommunityDirectory>().Read(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        return await Move(app.Services.GetRequiredService<CommunityMove>(), slug, to, stop.Token);
    }

    private static async Task<int> Move(CommunityMove move, string slug, DatabaseKind to, CancellationToken stop)
    {
        try
        {
            var report = await move.Run(slug, to, Show, stop);
            EndLine();
            foreach (var table in report.Tables) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {table.Name,-48} {table.Sum.Rows,9}  {table.Sum.Sum:x32}"));
            if (report.Tables.Count == 0) Say(Console.Out, "Move.GivenUp", slug);
            else Say(Console.Out, "Move.Done", slug, to, report.Tables.Sum(table => table.Sum.Rows));
            if (report.LeftBehind is { } away) Say(Console.Out, "Move.Left", away);
            else if (report.Tables.Count > 0) Say(Console.Out, "Move.NotPutAway");
            return 0;
        }
        catch (MoveRefused refused)
        {
            EndLine();
            Say(Console.Error, "Move." + refused.Reason, refused.Arguments);
        }
        catch (OperationCanceledException)
        {
            EndLine();
            Say(Console.Error, "Move.Stopped", slug);
        }
        catch (Exception problem) when (problem is System.Data.Common.DbException or Modules.PackageRefused or IOException or InvalidCastException or InvalidOperationException or TimeoutException)
        {
            EndLine();
            Say(Console.Error, "Move.Failed", slug, problem.Message);
        }
        return 1;
    }

    private static void Show(MoveProgress now)
    {
        var done = now.Tables == 0 ? 20 : 20 * now.Done / now.Tables;
        var line = $"[{new string('#', done)}{new string('-', 20 - done)}] {now.Done}/{now.Tables} {now.Table} {now.Rows}";
        if (!Console.IsOutputRedirected) Console.Write("\r" + line.PadRight(78));
    }

    private static void EndLine()
    {
        if (!Console.IsOutputRedirected) Console.Write("\r" + new string(' ', 78) + "\r");
    }

    /// <summary>In both languages: the console speaks before anybody has chosen one.</summary>
    private static void Say(TextWriter where, string key, params object[] arguments)
    {
        foreach (var culture in (string[])["zh-Hans", "en"])
            where.WriteLine("  " + string.Format(CultureInfo.InvariantCulture, Words.GetString(key, CultureInfo.GetCultureInfo(culture)) ?? key, arguments));
    }
}
