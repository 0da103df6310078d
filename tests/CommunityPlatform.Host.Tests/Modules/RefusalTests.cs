using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Modules;

/// <summary>What must not load is refused with a reason that names the file and the next step, and leaves nothing behind.</summary>
[Collection(ModulesCollection.Name)]
public sealed class RefusalTests : IDisposable
{
    private readonly TestFolders _folders = new();

    public void Dispose()
    {
        AppContext.SetData("thrower", null);
        _folders.Dispose();
    }

    /// <summary>Variant, and words that the reason must hold: the file and the next step.</summary>
    [Theory]
    [InlineData("two-classes", "Broken.dll", "2 classes", "Keep one")]
    [InlineData("no-class", "Broken.dll", "no class implements IModule", "Add one")]
    [InlineData("second-dll", "Second.dll", "second dll", "leave the other dll out")]
    [InlineData("wrong-id", "Broken.dll", "'other'", "Make the two equal")]
    [InlineData("needs-missing", "Broken.dll", "needs Library", "Add Library.dll")]
    [InlineData("no-permission", "Broken.dll", "names no permission", "Needs")]
    public async Task A_broken_package_is_refused(string variant, params string[] words)
    {
        _folders.Deliver(variant);
        await Refused("broken", words);
    }

    [Theory]
    [InlineData("constructor", "Thrower.dll", "cannot be made", "constructor")]
    [InlineData("AddServices", "Thrower.dll", "AddServices failed", "author")]
    [InlineData("MapEndpoints", "Thrower.dll", "MapEndpoints failed", "author")]
    [InlineData("unmade", "Thrower.dll", "services failed", "author")]
    public async Task A_module_that_throws_while_it_is_loaded_is_refused(string place, params string[] words)
    {
        AppContext.SetData("thrower", place);
        _folders.Deliver("thrower");
        await Refused("thrower", words);
    }

    [Theory]
    [InlineData("{ \"id\": ", "module.json")]
    [InlineData("null", "module.json")]
    [InlineData("[]", "module.json")]
    [InlineData("", "module.json")]
    public async Task A_malformed_manifest_is_refused(string text, params string[] words)
    {
        Change("module.json", _ => text);
        await Refused("good-1", words);
    }

    [Theory]
    [InlineData("\"permissions\": [", "\"permissions\": [null, ", "module.json", "holds null")]
    [InlineData("\"Good.dll\"", "\"../lib-a/Lib.a.dll\"", "module.json", "leaves the package's folder")]
    [InlineData("\"Good.dll\"", "\"/etc/passwd\"", "module.json", "leaves the package's folder")]
    [InlineData("\"Good.dll\"", "\"Gone.dll\"", "Gone.dll", "Build the package again")]
    [InlineData("\"min\": \"1.0.0\"", "\"min\": \"1.5.0\"", "module.json", "Install a version of the package made for 1.0.0")]
    [InlineData("\"max\": \"2.0.0\"", "\"max\": \"1.0.0\"", "module.json", "max must lie above min")]
    [InlineData("\"good.see\"", "\"other.see\"", "permissions[1].id", "must start with")]
    [InlineData("\"listensTo\": [\"lib-a.rendered.v1\"]", "\"listensTo\": []", "module.json", "listensTo")]
    [InlineData("\"/good\"", "\"/admin\"", "navigation[0].href", "must start with")]
    public async Task A_manifest_that_says_something_impossible_is_refused(string from, string to, string file, string words)
    {
        Change("module.json", text => text.Replace(from, to, StringComparison.Ordinal));
        await Refused(null, [file.Split('|')[^1], words]);
    }

    [Fact]
    public async Task An_oversized_manifest_is_refused_unread()
    {
        Change("module.json", text => text + new string(' ', 300_000));
        await Refused("good-1", "module.json", "at most 262144");
    }

    [Fact]
    public async Task A_link_that_leads_out_is_refused()
    {
        File.CreateSymbolicLink(Path.Combine(_folders.Deliver("good-1"), "notes.txt"), "/etc/passwd");
        await Refused("good", "notes.txt", "Put the file itself");
    }

    [Fact]
    public async Task A_damaged_dll_is_refused()
    {
        var dll = Path.Combine(_folders.Deliver("good-1"), "Good.dll");
        await File.WriteAllBytesAsync(dll, (await File.ReadAllBytesAsync(dll))[..2000]);
        await Refused("good", "Good.dll", "Copy the package again");
    }

    [Fact]
    public async Task An_empty_dll_is_refused()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folders.Deliver("good-1"), "Good.dll"), []);
        await Refused("good", "Good.dll", "Copy the package again");
    }

    [Fact]
    public async Task A_dll_for_another_machine_is_refused()
    {
        var dll = Path.Combine(_folders.Deliver("good-1"), "Good.dll");
        var bytes = await File.ReadAllBytesAsync(dll);
        // The machine field is the first of the header that offset 0x3C points to, behind "PE\0\0".
        BitConverter.GetBytes((ushort)0xAA64).CopyTo(bytes, BitConverter.ToInt32(bytes, 0x3C) + 4);
        await File.WriteAllBytesAsync(dll, bytes);
        await Refused("good", "Good.dll", "Arm64", "Build it for AnyCPU");
    }

    [Fact]
    public async Task A_damaged_list_of_libraries_is_refused()
    {
        Change("Good.deps.json", _ => "{ broken");
        await Refused("good", "Good.deps.json", "Build the package again");
    }

    [Fact]
    public async Task A_requirement_that_is_not_there_is_refused()
    {
        Change("module.json", text => text.Replace("\"permissions\"", "\"requires\": [{ \"id\": \"elsewhere\", \"range\": \"[1.0,2.0)\" }], \"permissions\"", StringComparison.Ordinal));
        await Refused("good", "module.json", "elsewhere", "Install or load");
    }

    [Fact]
    public async Task A_requirement_of_another_version_is_refused()
    {
        _folders.Deliver("lib-a");
        Change("module.json", text => text.Replace("\"permissions\"", "\"requires\": [{ \"id\": \"lib-a\", \"range\": \"[2.0,3.0)\" }], \"permissions\"", StringComparison.Ordinal));
        await Refused("good", "module.json", "lib-a [2.0,3.0)", "1.0.0 is loaded");
    }

    [Fact]
    public async Task Requirements_in_a_circle_are_refused_by_name()
    {
        Change("module.json", text => text.Replace("\"permissions\"", "\"requires\": [{ \"id\": \"lib-a\", \"range\": \"[1.0,3.0)\" }], \"permissions\"", StringComparison.Ordinal));
        Change("module.json", text => text.Replace("\"publishes\"", "\"requires\": [{ \"id\": \"good\", \"range\": \"[1.0,3.0)\" }], \"publishes\"", StringComparison.Ordinal), "lib-a");
        await Refused("good", "module.json", "good → lib-a", "Remove one");
    }

    [Fact]
    public async Task A_requirement_is_loaded_first()
    {
        Change("module.json", text => text.Replace("\"permissions\"", "\"requires\": [{ \"id\": \"lib-a\", \"range\": \"[1.0,3.0)\" }], \"permissions\"", StringComparison.Ordinal));
        _folders.Deliver("lib-a");
        await using var host = await TestHost.Start(_folders);
        Assert.Equal(["lib-a", "good"], host.Board.Loaded.Select(module => module.Id));
        await Assert.ThrowsAsync<SwitchRefused>(() => host.Enable("good"));
        await host.Enable("lib-a");
        await host.Enable("good");
        Assert.Contains("good", (await Assert.ThrowsAsync<SwitchRefused>(() => host.Disable("lib-a"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_class_that_derives_from_another_of_its_package_loads()
    {
        _folders.Deliver("derived");
        await using var host = await TestHost.Start(_folders);
        Assert.Equal("broken", Assert.Single(host.Board.Loaded).Id);
    }

    private void Change(string file, Func<string, string> change, string variant = "good-1")
    {
        var path = Path.Combine(_folders.Deliver(variant), file);
        File.WriteAllText(path, change(File.ReadAllText(path)));
    }

    /// <summary>Starts with the package there, and tries again by hand: both times refused, the rest of the house works.</summary>
    private async Task Refused(string? id, params string[] words)
    {
        _folders.Deliver("lib-b");
        var others = Contexts();
        await using var host = await TestHost.Start(_folders);
        id ??= host.Store.All.First(package => package.Id is "good" or "good-1").Id;
        Assert.Contains(id, host.Desk.Refusals.Keys);
        foreach (var word in words) Assert.Contains(word, host.Desk.Refusals[id].English, StringComparison.Ordinal);
        var again = await Assert.ThrowsAsync<SwitchRefused>(() => host.Desk.LoadNow(id, null, "test", CancellationToken.None));
        Assert.Equal(host.Desk.Refusals[id], again.Refusal);
        await Assert.ThrowsAsync<SwitchRefused>(() => host.Enable(id));

        Assert.DoesNotContain(host.Board.Loaded, module => module.Id == id);
        await using (var database = await host.Platforms())
        {
            Assert.DoesNotContain(database.Packages, row => row.Module == id);
            Assert.DoesNotContain(database.Enablements, row => row.Module == id);
        }
        Assert.Equal(404, await host.Status("/c/jia/" + id));
        Assert.Equal(404, await host.Status($"/c/jia/api/{id}/label"));
        await host.Enable("lib-b");
        Assert.Equal(200, await host.Status("/c/jia/lib-b"));
        await Eventually.True(() => Collected(id, others), $"no load context of {id} is alive");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> Contexts() => [.. AssemblyLoadContext.All.OfType<ModuleLoadContext>().Select(context => new WeakReference(context))];

    /// <summary>Whether no context of the id is alive but those that other tests have left.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Collected(string id, List<WeakReference> others)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return !AssemblyLoadContext.All.OfType<ModuleLoadContext>().Any(context => context.ModuleId == id && !others.Exists(other => ReferenceEquals(other.Target, context)));
    }
}
