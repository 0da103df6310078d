using Microsoft.AspNetCore.HttpOverrides;

namespace CommunityPlatform.Host.Hardening;

/// <summary>Registers what keeps the house hard to break, and puts it before everything else.</summary>
internal static class HardeningServices
{
    public static IServiceCollection AddHardening(this IServiceCollection services, HardeningOptions options) =>
        services.AddSingleton(options).AddSingleton<SecureHeaders>().AddSingleton<Paces>().AddSingleton<Tries>().AddFormPace(options);

    /// <summary>The framework's own switch believes every sender; here only named proxies are believed.</summary>
    public static void RefuseBlindTrust(IConfiguration settings)
    {
        if (settings.GetValue("ForwardedHeaders_Enabled", false))
            throw new InvalidOperationException("ASPNETCORE_FORWARDEDHEADERS_ENABLED believes every sender what address it comes from. Take it away and name the proxies: Platform:Hardening:Proxies=10.0.0.5");
    }

    public static void UseHardening(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<HardeningOptions>();
        if (options.Proxies.Count > 0)
        {
            var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in options.Proxies) forwarded.KnownIPNetworks.Add(proxy);
            app.UseForwardedHeaders(forwarded);
        }
        app.Use(app.Services.GetRequiredService<SecureHeaders>().On);
    }
}
