using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Packaging;

/// <summary>A program brings a package in and takes a module away, as the operator does on her page.</summary>
[Collection(ModulesCollection.Name)]
public sealed class PackageFileApiTests : IDisposable
{
    private readonly TestFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    private async Task<HttpClient> SignedIn(TestHost host)
    {
        var http = host.Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await File.ReadAllTextAsync(Path.Combine(_folders.Data, "keys", "operator.token")));
        return http;
    }

    private static Task<HttpResponseMessage> Upload(HttpClient http, byte[] file) => http.PostAsync("/api/admin/package-files?name=good.cpkg", new ByteArrayContent(file));

    private static async Task<string?> Code(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    [Fact]
    public async Task From_the_upload_to_the_page_and_to_the_end()
    {
        await using var host = await TestHost.Start(_folders);
        using var http = await SignedIn(host);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Upload(host.Http, [1])).StatusCode);

        var file = await (await Upload(http, Parcel.Of("good-1").Build())).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("good", "1.0.0", "unsigned", "new", true), (file.GetProperty("module").GetString(), file.GetProperty("version").GetString(), file.GetProperty("signature").GetString(), file.GetProperty("step").GetString(), file.GetProperty("needsYes").GetBoolean()));
        Assert.Equal(["good.write", "good.see"], file.GetProperty("permissions").EnumerateArray().Select(permission => permission.GetString()));
        var id = file.GetProperty("id").GetGuid();
        Assert.Equal(id, (await http.GetFromJsonAsync<JsonElement>("/api/admin/package-files")).EnumerateArray().Single().GetProperty("id").GetGuid());

        var refused = await http.PostAsJsonAsync($"/api/admin/package-files/{id}/accept", new { });
        Assert.Equal((HttpStatusCode.Conflict, "Unsigned"), (refused.StatusCode, await Code(refused)));
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsJsonAsync($"/api/admin/package-files/{id}/accept", new { agree = true })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsJsonAsync($"/api/admin/package-files/{id}/accept", new { agree = true })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("/api/admin/packages/good/load", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.PutAsJsonAsync("/api/admin/communities/jia/modules/good", new { enabled = true })).StatusCode);
        Assert.Equal(200, await host.Status("/c/jia/good"));

        var on = await http.PostAsync("/api/admin/packages/good/uninstall", null);
        Assert.Equal((HttpStatusCode.Conflict, "StillEnabled"), (on.StatusCode, await Code(on)));
        await http.PutAsJsonAsync("/api/admin/communities/jia/modules/good", new { enabled = false });
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("/api/admin/packages/good/uninstall", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await http.DeleteAsync("/api/admin/packages/good/uninstall")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("/api/admin/packages/good/load", null)).StatusCode);
        Assert.Equal("stops", (await http.GetFromJsonAsync<JsonElement>("/api/admin/rehearsal?sdk=2.0.0")).EnumerateArray().Single().GetProperty("fate").GetString());
        Assert.Equal("NoSdkVersion", await Code(await http.GetAsync("/api/admin/rehearsal?sdk=two")));
    }

    [Fact]
    public async Task A_broken_upload_is_answered_with_code_and_words()
    {
        await using var host = await TestHost.Start(_folders);
        using var http = await SignedIn(host);
        http.DefaultRequestHeaders.Add("Accept-Language", "zh");
        var answer = await Upload(http, [.. Parcel.Small().Build(), 0]);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.Conflict, "FileCutOff"), (answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Contains("good.cpkg", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("请", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty((await http.GetFromJsonAsync<JsonElement>("/api/admin/package-files")).EnumerateArray());
    }

    [Fact]
    public async Task Publishers_come_and_go()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var host = await TestHost.Start(_folders);
        using var http = await SignedIn(host);
        Assert.Equal("NoPublisherFile", await Code(await http.PostAsJsonAsync("/api/admin/publishers", new { publicFile = "none" })));
        Assert.Equal(HttpStatusCode.NoContent, (await http.PostAsJsonAsync("/api/admin/publishers", new { publicFile = $"Publisher: 测试\n{key.ExportSubjectPublicKeyInfoPem()}" })).StatusCode);
        var publisher = (await http.GetFromJsonAsync<JsonElement>("/api/admin/publishers")).EnumerateArray().Single();
        Assert.Equal("测试", publisher.GetProperty("name").GetString());
        var keyId = publisher.GetProperty("keyId").GetString();
        Assert.Equal(HttpStatusCode.NoContent, (await http.DeleteAsync($"/api/admin/publishers/{keyId}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.DeleteAsync($"/api/admin/publishers/{keyId}")).StatusCode);
    }
}
