namespace CommunityPlatform.Host.Kiosk;

/// <summary>What a tile said when asked for its line: words, nothing, too late, or a fault.</summary>
internal sealed record TileAnswer(string? Line, bool Late, Exception? Fault)
{
    /// <summary>Asks on another thread, so that a tile that blocks does not hold the kiosk, and waits no longer than the limit.</summary>
    public static async Task<TileAnswer> Of(Func<CancellationToken, Task<string?>> line, TimeSpan limit, TimeProvider clock, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        var inTime = either.Token;
        try
        {
            return new(await Task.Run(() => line(inTime), CancellationToken.None).WaitAsync(inTime), false, null);
        }
        catch (OperationCanceledException) when (inTime.IsCancellationRequested)
        {
            stop.ThrowIfCancellationRequested();
            return new(null, true, null);
        }
        catch (Exception fault)
        {
            return new(null, false, fault);
        }
    }
}
