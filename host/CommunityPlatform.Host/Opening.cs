using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host;

/// <summary>The server listens while the house is still being prepared; who knocks early waits at the door instead of finding nobody.</summary>
internal sealed class Opening(IServiceScopeFactory scopes, ILogger<Opening> log)
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RequestDelegate? _inside;

    /// <summary>Done when everything is prepared.</summary>
    public Task Door => _open.Task;

    public void Open() => _open.TrySetResult();

    /// <summary>Stands before everything else. A supervisor is answered at once: the process lives and is not ready.</summary>
    public RequestDelegate Before(RequestDelegate inside)
    {
        _inside = inside;
        return async context =>
        {
            if (!Door.IsCompleted && context.Request.Path == "/health/ready")
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }
            if (!Door.IsCompleted && context.Request.Path != "/health/live") await Door.WaitAsync(context.RequestAborted);
            await inside(context);
        };
    }

    /// <summary>Renders a page for nobody while modules are being loaded on another core, so that the first visitor does not wait for the compiler.</summary>
    public async Task WarmUp(CommunityDirectory communities)
    {
        if (_inside is null) return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            (context.Request.Method, context.Request.Scheme, context.Request.Host) = ("GET", "http", new HostString("localhost"));
            // An unregistered browser would only be shown the door there.
            var kiosk = !scope.ServiceProvider.GetRequiredService<PlatformOptions>().DevicesMustRegister;
            context.Request.Path = kiosk && communities.All.FirstOrDefault() is { } first ? $"/k/{first.Slug}" : "/sign-in";
            scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
            await _inside(context);
            log.LogDebug("The first page was rendered ahead: {Status}", context.Response.StatusCode);
        }
        catch (Exception problem)
        {
            log.LogWarning(problem, "The first page could not be rendered ahead; visitors will tell whether it can be at all");
        }
    }
}
