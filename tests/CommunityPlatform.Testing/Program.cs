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
        case "turn-keys": await host.Get<CommunityPlatform.Host.Vault.KeyTurn>().Run(community, module, CancellationToken.None); break;
        case "install":
            var desk = host.Get<CommunityPlatform.Host.Packaging.PackageFileDesk>();
            await using (var file = File.OpenRead(module))
                await desk.Accept((await desk.Receive("good.cpkg", file, null, CancellationToken.None)).Id, agreed: true, "test", CancellationToken.None);
            break;
        case "write":
            for (var i = 1; ; i++)
            {
                await host.Act(module, "AddNote", new { Text = $"note {i}" }, community);
                await Console.Out.WriteLineAsync($"{i}");
            }
    }
    await Console.Out.WriteLineAsync("done");
}
