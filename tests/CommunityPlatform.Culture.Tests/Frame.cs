using CommunityPlatform.Culture.Data;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.Files;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Culture.Tests;

/// <summary>A small stand-in for the runner: shape, handler, one save.</summary>
internal sealed class Frame : IAct, IOutbox, IFiles, IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly ServiceProvider _services;

    public Frame()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddLocalization();
        services.AddDbContext<CultureDbContext>(options => _database.Use(options));
        services.AddSingleton<IAct>(this).AddSingleton<IOutbox>(this).AddSingleton<IFiles>(this).AddSingleton<ISheets>(Sheets).AddSingleton<TimeProvider>(new FrozenTime(() => Now)).AddSingleton(TestTries.By(new FrozenTime(() => Now)));
        foreach (var type in typeof(CultureModule).Assembly.GetTypes())
            foreach (var face in type.GetInterfaces().Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IHandler<,>)))
                services.AddScoped(face, type);
        _services = services.BuildServiceProvider(validateScopes: true);
        using var scope = _services.CreateScope();
        _database.Create(scope.ServiceProvider.GetRequiredService<CultureDbContext>());
    }

    public Guid Id { get; } = Guid.CreateVersion7();
    public DateTime Now { get; set; } = new(2026, 2, 1, 1, 0, 0, DateTimeKind.Utc);
    public string? Subject { get; set; }
    public List<object> Sent { get; } = [];
    public SheetRecorder Sheets { get; } = new();
    public Dictionary<Guid, StoredFile> Files { get; } = [];

    public IServiceScope Scope() => _services.CreateScope();

    public async Task<Outcome<TResult>> Run<TCase, TResult>(TCase ask, Func<Task>? before = null) where TCase : IUseCase<TResult>
    {
        var errors = new FieldErrors();
        ask.Check(errors);
        if (!errors.None) return new InvalidFields(errors);
        using var scope = _services.CreateScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<IHandler<TCase, TResult>>().Handle(ask, default);
        if (!outcome.Ok) return outcome;
        if (before is not null) await before();
        try
        {
            await scope.ServiceProvider.GetRequiredService<CultureDbContext>().SaveChangesAsync();
        }
        // Acts cut into each other here, which the runner's turns never let happen: which guard speaks first, the row's version or
        // a number that is taken, is the database's affair.
        catch (DbUpdateException)
        {
            return new Stale();
        }
        return outcome;
    }

    public async Task<TResult> Did<TCase, TResult>(TCase ask) where TCase : IUseCase<TResult> => (await Run<TCase, TResult>(ask)).Value;

    public async Task<Refusal?> Refusal<TCase, TResult>(TCase ask) where TCase : IUseCase<TResult> => (await Run<TCase, TResult>(ask)).Refusal;

    void IOutbox.Add<TEvent>(TEvent fact) => Sent.Add(fact);

    public Task<StoredFile> KeepPicture(string name, Stream content, CancellationToken stop)
    {
        if (content.Length == 0) throw new InvalidDataException();
        var file = new StoredFile(Guid.CreateVersion7(), name, "image/png", content.Length);
        Files.Add(file.Id, file);
        return Task.FromResult(file);
    }

    public Task<(StoredFile File, Stream Content)?> Open(Guid id, CancellationToken stop) =>
        Task.FromResult<(StoredFile, Stream)?>(Files.TryGetValue(id, out var file) ? (file, new MemoryStream([1])) : null);

    public Task Remove(Guid id, CancellationToken stop)
    {
        Files.Remove(id);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _services.Dispose();
        _database.Dispose();
    }

    private sealed class FrozenTime(Func<DateTime> now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(now(), TimeSpan.Zero);
    }
}
