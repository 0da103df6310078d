using System.Collections.Specialized;
using Quartz;
using Quartz.Impl;
using Quartz.Spi;

namespace CommunityPlatform.Host.Backups;

/// <summary>
/// Keeps Quartz's clock by the plan; a night that was slept through is made up for soon after the start. The scheduler is made by hand:
/// Quartz's own integration keeps the first house's log for the whole process.
/// </summary>
internal sealed class BackupSchedule(BackupDesk desk, BackupBook book, Opening opening, PlatformOptions options, TimeProvider clock, ILogger<BackupSchedule> log) : BackgroundService
{
    private static readonly TriggerKey Nightly = new("backup-nightly"), MadeUp = new("backup-made-up");

    private readonly SemaphoreSlim _replanned = new(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        book.Replanned += Replan;
        IScheduler? scheduler = null;
        try
        {
            await opening.Door.WaitAsync(stoppingToken);
            scheduler = await Scheduler(stoppingToken);
            await Set(scheduler, start: true, stoppingToken);
            while (true)
            {
                await _replanned.WaitAsync(stoppingToken);
                await Set(scheduler, start: false, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
        finally
        {
            book.Replanned -= Replan;
            if (scheduler is not null) await scheduler.Shutdown(waitForJobsToComplete: false, CancellationToken.None);
        }
    }

    private void Replan() => _replanned.Release();

    private async Task<IScheduler> Scheduler(CancellationToken stop)
    {
        // A name of its own: several houses may stand in one process, and Quartz knows its schedulers by name.
        var factory = new StdSchedulerFactory(new NameValueCollection
        {
            ["quartz.scheduler.instanceName"] = "backups-" + Guid.NewGuid().ToString("N"), ["quartz.threadPool.maxConcurrency"] = "1",
        });
        var scheduler = await factory.GetScheduler(stop);
        scheduler.JobFactory = new Jobs(desk, log, stop);
        await scheduler.Start(stop);
        return scheduler;
    }

    private async Task Set(IScheduler scheduler, bool start, CancellationToken stop)
    {
        var plan = await book.Plan(stop);
        await scheduler.UnscheduleJob(Nightly, stop);
        if (!plan.On) return;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
        var trigger = TriggerBuilder.Create().WithIdentity(Nightly).WithSchedule(CronScheduleBuilder.DailyAtHourAndMinute(plan.At / 60, plan.At % 60).InTimeZone(zone)).Build();
        await scheduler.ScheduleJob(JobBuilder.Create<BackupJob>().WithIdentity("nightly").Build(), trigger, stop);
        log.LogInformation("The next backup is due at {When}", trigger.GetNextFireTimeUtc());
        if (!start || (await book.LastGood(stop) is { } last && clock.GetUtcNow().UtcDateTime - last < TimeSpan.FromHours(25))) return;
        var soon = TriggerBuilder.Create().WithIdentity(MadeUp).StartAt(clock.GetUtcNow().AddMinutes(2)).Build();
        await scheduler.ScheduleJob(JobBuilder.Create<BackupJob>().WithIdentity("made-up").Build(), soon, stop);
    }

    public override void Dispose()
    {
        _replanned.Dispose();
        base.Dispose();
    }

    private sealed class Jobs(BackupDesk desk, ILogger log, CancellationToken stop) : IJobFactory
    {
        public IJob NewJob(TriggerFiredBundle bundle, IScheduler scheduler) => new BackupJob(desk, log, stop);

        public void ReturnJob(IJob job)
        {
            // It holds nothing.
        }
    }
}

/// <summary>The planned backup.</summary>
[DisallowConcurrentExecution]
internal sealed class BackupJob(BackupDesk desk, ILogger log, CancellationToken stop) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        try
        {
            await desk.Run(BackupDesk.Schedule, stop);
        }
        catch (BackupRefused refused)
        {
            log.LogError("The planned backup was not made: {Reason}", refused.Words(BackupWords.Languages[1]));
        }
        catch (OperationCanceledException)
        {
            // The host is stopping; what was half is gone, and the next start makes up for it.
        }
        catch (Exception problem)
        {
            log.LogError(problem, "The planned backup failed; the next one is tried at its time");
        }
    }
}
