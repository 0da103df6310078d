using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host.News;

/// <summary>
/// Listens for what other hosts tell. A line that breaks is taken up again, and what was said meanwhile is read from the counters.
/// Without PostgreSQL it looks at the counters itself, now and then.
/// </summary>
internal sealed class NewsWire(HouseNews news, PlatformOptions options, Opening opening, TimeProvider clock, ILogger<NewsWire> log, PostgresSource? source = null) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Whatever the wire may have swallowed, it is seen within this time.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>The server's number for the line, while it listens; 0 otherwise.</summary>
    public int Line { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await opening.Door.WaitAsync(stoppingToken);
            while (!stoppingToken.IsCancellationRequested) await ListenOrSay(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private async Task ListenOrSay(CancellationToken stop)
    {
        try
        {
            if (options.Database.Shared) await Listen(source!, stop);
            else await LookNowAndThen(stop);
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            log.LogWarning("News do not come: {Problem}. The line is taken up again", problem.Message);
            Line = 0;
            await Task.Delay(Look, clock, stop);
        }
    }

    private async Task Listen(PostgresSource from, CancellationToken stop)
    {
        await using var connection = await from.OpenApart(PostgresSource.Platform, stop);
        await PostgresSource.Run(connection, $"LISTEN {PlatformDbContext.Channel}", stop);
        Line = connection.ProcessID;
        while (true)
        {
            // Behind LISTEN and before waiting: nothing falls between.
            await news.CatchUp(stop);
            await connection.WaitAsync(Silence, stop);
        }
    }

    private async Task LookNowAndThen(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stop)) await news.CatchUp(stop);
    }
}
