using System.Globalization;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;

namespace CommunityPlatform.Host.Admin;

/// <summary>One bell for everything an administration page shows: switches, packages, faults, acts under way, package files, code leaving memory.</summary>
internal sealed class ModuleNews : IDisposable
{
    private readonly ModuleBoard _board;
    private readonly PackageStore _store;
    private readonly Faults _faults;
    private readonly ActsUnderWay _acts;
    private readonly Departures _departures;
    private readonly PackageFileDesk _files;
    private readonly PublisherBook _publishers;
    private readonly Timer _soon;
    private readonly Timer _look;
    private int _leaving;

    public ModuleNews(ModuleBoard board, PackageStore store, Faults faults, ActsUnderWay acts, Departures departures, PackageFileDesk files, PublisherBook publishers)
    {
        (_board, _store, _faults, _acts, _departures, _files, _publishers) = (board, store, faults, acts, departures, files, publishers);
        _soon = new Timer(_ => Changed?.Invoke());
        _look = new Timer(_ => LookForDepartures(), null, 2000, 2000);
        board.Changed += Soon;
        store.Changed += Soon;
        faults.Changed += Soon;
        acts.Changed += Soon;
        files.Changed += Soon;
        publishers.Changed += Soon;
    }

    /// <summary>Raised shortly after something changed; a storm of changes rings once.</summary>
    public event Action? Changed;

    private void Soon() => _soon.Change(60, Timeout.Infinite);

    private void LookForDepartures()
    {
        if (Changed is null) return;
        var leaving = _departures.Alive().Count;
        if (Interlocked.Exchange(ref _leaving, leaving) != leaving) Soon();
    }

    public void Dispose()
    {
        _board.Changed -= Soon;
        _store.Changed -= Soon;
        _faults.Changed -= Soon;
        _acts.Changed -= Soon;
        _files.Changed -= Soon;
        _publishers.Changed -= Soon;
        _soon.Dispose();
        _look.Dispose();
    }
}

/// <summary>Lets a page follow the news for as long as it is shown, in the language it was opened in.</summary>
internal sealed class NewsFollower : IDisposable
{
    private readonly ModuleNews _news;
    private readonly Func<Func<Task>, Task> _onPage;
    private readonly Func<Task> _look;
    // The bell rings on a timer's thread, which knows nothing of the person's language.
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _words = CultureInfo.CurrentUICulture;
    private bool _gone;

    public NewsFollower(ModuleNews news, Func<Func<Task>, Task> onPage, Func<Task> look)
    {
        (_news, _onPage, _look) = (news, onPage, look);
        news.Changed += Ring;
    }

    private void Ring() => _ = _onPage(() =>
    {
        if (_gone) return Task.CompletedTask;
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _words);
        return _look();
    });

    public void Dispose()
    {
        _gone = true;
        _news.Changed -= Ring;
    }
}
