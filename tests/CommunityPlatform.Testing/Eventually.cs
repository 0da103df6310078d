using System.Diagnostics;

namespace CommunityPlatform.Testing;

/// <summary>Waits for what happens soon, with a generous deadline.</summary>
internal static class Eventually
{
    public static Task True(Func<bool> condition, string what, int seconds = 20) => True(() => Task.FromResult(condition()), what, seconds);

    public static async Task True(Func<Task<bool>> condition, string what, int seconds = 20)
    {
        var since = Stopwatch.StartNew();
        while (!await condition())
        {
            if (since.Elapsed > TimeSpan.FromSeconds(seconds)) throw new TimeoutException($"Not within {seconds} s: {what}");
            await Task.Delay(20);
        }
    }
}
