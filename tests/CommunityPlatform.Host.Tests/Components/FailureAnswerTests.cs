using System.Net;
using System.Text.RegularExpressions;
using CommunityPlatform.Host.Components;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommunityPlatform.Host.Tests.Components;

/// <summary>What people see when a request fails by a fault of the program, and what the log keeps of it.</summary>
[Collection(ModulesCollection.Name)]
public sealed partial class FailureAnswerTests
{
    [Theory]
    [InlineData(null, "这一页没能打开", "编号")]
    [InlineData("c=en|uic=en", "This page could not be opened", "Number")]
    public async Task A_failed_request_shows_a_calm_page_with_a_number(string? culture, string title, string number)
    {
        await using var host = await TestHost.With();
        var cookie = await host.Person("wang", "worker");
        await using (var database = await host.Platforms())
        {
            await database.Database.ExecuteSqlRawAsync("DROP TABLE memberships");
        }
        host.Get<CommunityPlatform.Host.Accounts.Grants>().Forget();
        using var http = host.Client(cookie + (culture is null ? "" : $"; .AspNetCore.Culture={Uri.EscapeDataString(culture)}"));
        var answer = await http.GetAsync("/c/jia/settings/audit?x=1");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains(title, page, StringComparison.Ordinal);
        Assert.Matches(number + " [0-9a-f]{8}", page);
        Assert.Contains("href=\"/c/jia/settings/audit?x=1\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/c/jia/\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("memberships", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_stands_in_the_log()
    {
        await using var host = await TestHost.With();
        var log = new Kept();
        var (page, context) = await Answer(host, log, "/c/jia", "/settings");
        Assert.Equal(500, context.Response.StatusCode);
        Assert.Contains(NumberOf(page), Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.Contains("/c/jia/settings", log.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_kiosk_goes_home_by_itself()
    {
        await using var host = await TestHost.With();
        var (page, _) = await Answer(host, new Kept(), "/k/jia", "/somewhere");
        Assert.Contains("data-density=\"kiosk\"", page, StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\" content=\"20; url=/k/jia/\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/k/jia/somewhere", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_is_answered_in_its_own_way()
    {
        await using var host = await TestHost.With();
        var (body, context) = await Answer(host, new Kept(), "", "/api/admin/packages");
        Assert.StartsWith("application/problem+json", context.Response.ContentType, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"Failed\"", body, StringComparison.Ordinal);
    }

    private static async Task<(string Body, HttpContext Context)> Answer(TestHost host, Kept log, string place, string path)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Features.Set(host.Get<CommunityPlatform.Host.Communities.CommunityDirectory>().PlaceOf(place + path));
        (context.Request.Method, context.Request.Scheme, context.Request.Host, context.Request.PathBase, context.Request.Path) = ("GET", "http", new("here"), place, path);
        var body = new MemoryStream();
        context.Response.Body = body;
        Assert.True(await new FailureAnswer(log).TryHandleAsync(context, new InvalidOperationException("secret"), CancellationToken.None));
        var text = WebUtility.HtmlDecode(System.Text.Encoding.UTF8.GetString(body.ToArray()));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        return (text, context);
    }

    private static string NumberOf(string page) => Number().Match(page) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException("There is no number on the page.");

    [GeneratedRegex("(?:编号|Number) ([0-9a-f]{8})")]
    private static partial Regex Number();

    private sealed class Kept : ILogger<FailureAnswer>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
