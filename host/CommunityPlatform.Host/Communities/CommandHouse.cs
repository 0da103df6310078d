using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Communities;

/// <summary>What a command on the machine needs of the house: its databases, and nothing that serves or writes by itself.</summary>
internal sealed class CommandHouse : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private CommandHouse(IConfiguration settings, PlatformOptions options, ServiceProvider services) => (Settings, Options, _services) = (settings, options, services);

    public IConfiguration Settings { get; }

    public PlatformOptions Options { get; }

    public TimeProvider Clock => _services.GetRequiredService<TimeProvider>();

    public CommunityDirectory Communities => _services.GetRequiredService<CommunityDirectory>();

    public DatabasePlaces Places => _services.GetRequiredService<DatabasePlaces>();

    public PlacedEngine Engine => _services.GetRequiredService<PlacedEngine>();

    public CommunityBooks Books => _services.GetRequiredService<CommunityBooks>();

    public Task<PlatformDbContext> Platform(CancellationToken stop) => _services.GetRequiredService<IDbContextFactory<PlatformDbContext>>().CreateDbContextAsync(stop);

    /// <summary>Finds the house by the settings with which it runs; null, and said why, where there is none.</summary>
    public static async Task<CommandHouse?> Open(string[] args, TextWriter said, CancellationToken stop)
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().AddCommandLine(args).Build();
        var options = PlatformOptions.From(settings, development: false);
        var file = Path.Combine(options.Data, "platform.db");
        if (!options.Database.Shared && !File.Exists(file))
        {
            await said.WriteLineAsync($"{file}: there is no platform here; name its folder by --data.");
            return null;
        }
        var services = new ServiceCollection().AddLogging().AddSingleton(options).AddSingleton<TimeProvider>(new PlatformClock(options.TimeZone));
        Host.Platform.AddDatabases(services, options);
        services.AddSingleton<HostEngine>().AddSingleton<CommunityBooks>().AddSingleton<CommunityDirectory>();
        var house = new CommandHouse(settings, options, services.BuildServiceProvider());
        try
        {
            await house.Communities.Read(stop);
            return house;
        }
        catch (System.Data.Common.DbException problem)
        {
            await house.DisposeAsync();
            await said.WriteLineAsync($"The platform's tables cannot be read: {problem.Message} Start this version once, then try again.");
            return null;
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
