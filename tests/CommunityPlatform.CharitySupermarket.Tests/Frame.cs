using System.Reflection;
using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.CharitySupermarket.Tests;

/// <summary>A small stand-in for the runner: each act has its own session on the real engine.</summary>
internal sealed class Frame : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly ITries _tries;

    public Frame()
    {
        _tries = TestTries.By(new FrameTime(this));
        using var context = new MarketDbContext(_database.Options<MarketDbContext>());
        _database.Create(context);
    }

    public DateTime Now { get; set; } = new(2026, 11, 22, 2, 0, 0, DateTimeKind.Utc);
    public List<object> Sent { get; } = [];
    public SheetRecorder Sheets { get; } = new();
    public DateOnly Today => ChinaTime.Day(Now);

    public async Task<Outcome<T>> Run<T>(string account, IUseCase<T> ask, Func<Task>? beforeSave = null)
    {
        var errors = new FieldErrors();
        ask.Check(errors);
        if (!errors.None) return new InvalidFields(errors);
        await using var session = await _database.Open(write: true);
        await using var context = new MarketDbContext(session.Options<MarketDbContext>());
        session.Enlist(context);
        var act = new FrameAct(Now);
        var outbox = new FrameOutbox();
        var services = new ServiceCollection().AddLogging().AddLocalization().AddSingleton<ISheets>(Sheets).AddSingleton(context).AddSingleton<IAct>(act).AddSingleton<IOutbox>(outbox).AddSingleton(_tries)
            .AddSingleton(new CurrentPerson(account, account, PersonKind.Staff)).AddSingleton(new CurrentCommunity("jia", "jia"));
        await using var provider = services.BuildServiceProvider();
        var face = typeof(IHandler<,>).MakeGenericType(ask.GetType(), typeof(T));
        var type = typeof(MarketModule).Assembly.GetTypes().Single(one => one.IsAssignableTo(face));
        var handle = face.GetMethod("Handle", BindingFlags.Public | BindingFlags.Instance)!;
        var outcome = await (Task<Outcome<T>>)handle.Invoke(ActivatorUtilities.CreateInstance(provider, type), [ask, CancellationToken.None])!;
        if (!outcome.Ok) return outcome;
        if (beforeSave is not null) await beforeSave();
        await context.SaveChangesAsync();
        await session.Commit();
        lock (Sent) Sent.AddRange(outbox.Sent);
        return outcome;
    }

    public async Task<T> Did<T>(string account, IUseCase<T> ask) => (await Run(account, ask)).Value;

    public async Task<Refusal?> Refusal<T>(string account, IUseCase<T> ask) => (await Run(account, ask)).Refusal;

    /// <summary>The shop's source of personal data, saved as the host would.</summary>
    public async Task<T> Own<T>(Func<Privacy.MarketPersonalData, Task<T>> act)
    {
        await using var session = await _database.Open(write: true);
        await using var context = new MarketDbContext(session.Options<MarketDbContext>());
        session.Enlist(context);
        await using var provider = new ServiceCollection().AddLogging().AddLocalization().AddSingleton(context).BuildServiceProvider();
        var done = await act(ActivatorUtilities.CreateInstance<Privacy.MarketPersonalData>(provider));
        await context.SaveChangesAsync();
        await session.Commit();
        return done;
    }

    /// <summary>Tries to write something else over a donation than leaving its donor out.</summary>
    public async Task Rewrite()
    {
        await using var session = await _database.Open(write: true);
        await using var context = new MarketDbContext(session.Options<MarketDbContext>());
        session.Enlist(context);
        var donation = await context.Donations.SingleAsync();
        donation.ForgetDonor();
        context.Entry(donation).Property(one => one.Number).CurrentValue = "other";
        await context.SaveChangesAsync();
    }

    public async Task<TRows> Look<TRows>(Func<MarketDbContext, Task<TRows>> look)
    {
        await using var context = new MarketDbContext(_database.Options<MarketDbContext>());
        return await look(context);
    }

    public async Task Write(Func<MarketDbContext, Task> write)
    {
        await using var context = new MarketDbContext(_database.Options<MarketDbContext>());
        await write(context);
        await context.SaveChangesAsync();
    }

    public void Dispose() => _database.Dispose();

    private sealed class FrameAct(DateTime now) : IAct
    {
        public Guid Id { get; } = Guid.CreateVersion7();
        public DateTime Now => now;
        public string? Subject { get; set; }
    }

    private sealed class FrameOutbox : IOutbox
    {
        public List<object> Sent { get; } = [];
        public void Add<TEvent>(TEvent fact) where TEvent : notnull => Sent.Add(fact);
    }

    private sealed class FrameTime(Frame frame) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(frame.Now, TimeSpan.Zero);
    }
}
