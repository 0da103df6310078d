using CommunityPlatform.Testing;

// A house in a process of its own: <root folder> on the command line, one command a line on standard input. It is meant to be killed.
using var folders = TestFolders.At(args[0]);
await using var host = await TestHost.Start(folders, communities: ["jia", "yi"]);
await Console.Out.WriteLineAsync("ready");
while (await Console.In.ReadLineAsync() is { } line)
{
    if (line.Split(' ') is not [var act, var community, var module]) break;
    switch (act)
    {
        case "enable": await host.Enable(module, community); break;
        case "disable": await host.Disable(module, community); break;
        case "toggle":
            for (var on = true; ; on = !on) await (on ? host.Enable(module, community) : host.Disable(module, community));
        case "write":
            for (var i = 1; ; i++)
            {
                await host.Act(module, "AddNote", new { Text = $"note {i}" }, community);
                await Console.Out.WriteLineAsync($"{i}");
            }
    }
    await Console.Out.WriteLineAsync("done");
}
