using System.Globalization;
using CommunityPlatform.Host.Admin;
using CommunityPlatform.Host.Packaging;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CommunityPlatform.Host.Api;

/// <summary>A package file that waits.</summary>
/// <param name="Signature">trusted, unknown or unsigned.</param>
/// <param name="Step">What it means for what is installed: new, newer, older, other-build or same.</param>
/// <param name="NeedsYes">Whether it is taken only with <c>agree</c>.</param>
/// <param name="Problem">Why it is not taken whoever agrees.</param>
internal sealed record PackageFileAnswer(
    Guid Id, string File, long Bytes, string? Sha256, string? Module, string? Name, string? Version, string? Signature, string? Publisher, string? KeyId, string? Step,
    bool NeedsYes, IReadOnlyList<string> Permissions, IReadOnlyList<string> PersonalData, RefusalAnswer? Problem);

/// <summary>The operator's word on a package file.</summary>
/// <param name="Agree">Take it though nobody trusted signed it.</param>
internal sealed record PackageFileWord(bool Agree = false);

/// <summary>The package that came in.</summary>
internal sealed record PackageInstalled(string Module);

/// <summary>A trusted publisher.</summary>
internal sealed record PublisherAnswer(string KeyId, string Name, DateTime Since, string By);

/// <summary>A publisher's public file.</summary>
/// <param name="PublicFile">The contents of publisher.public.pem.</param>
internal sealed record PublisherGiven(string PublicFile);

/// <summary>The operator's API for package files and publishers.</summary>
internal static class PackageFileApi
{
    public static void MapPackageFiles(this RouteGroupBuilder api)
    {
        api.MapGet("/package-files", List).WithSummary("Package files that wait for the operator, and those that were refused and still lie in the plugins folder.");
        api.MapPost("/package-files", Receive).WithSummary("Uploads a package file (the body is the file, ?name= its name) and checks it. Nothing is installed.");
        api.MapPost("/package-files/{id:guid}/accept", Accept).WithSummary("Installs a checked file. Without a trusted signature only with \"agree\": true, which is written down.");
        api.MapDelete("/package-files/{id:guid}", Dismiss).WithSummary("Deletes a waiting file.");
        api.MapGet("/publishers", Publishers).WithSummary("Publishers whose packages are taken without asking.");
        api.MapPost("/publishers", Trust).WithSummary("Puts a publisher on the list.");
        api.MapDelete("/publishers/{keyId}", Distrust).WithSummary("Takes a publisher off the list. What is installed stays.");
    }

    private static async Task<Ok<IReadOnlyList<PackageFileAnswer>>> List(OfferShelf shelf, HttpRequest request, CancellationToken stop) =>
        TypedResults.Ok<IReadOnlyList<PackageFileAnswer>>([.. (await shelf.Rows(stop)).Select(row => Answer(row, AskedLanguage.Of(request)))]);

    private static async Task<Results<Ok<PackageFileAnswer>, ProblemHttpResult>> Receive(string? name, HttpRequest request, OfferActs acts, OfferShelf shelf, PlatformOptions options, CancellationToken stop)
    {
        // The desk counts for itself and answers in words; the server's own limit would only cut the connection.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = options.PackageLimits.FileBytes + 1024;
        var (end, offer) = await acts.Receive(Path.GetFileName(name ?? "package.cpkg"), request.Body, null, stop);
        return !end.Ok ? OperatorApi.Problem(end, request)
            : offer!.Refusal is { } refusal ? OperatorApi.Problem(new(ActEnd.Refused, "", refusal), request)
            : TypedResults.Ok(Answer(await shelf.Row(offer, stop), AskedLanguage.Of(request)));
    }

    private static async Task<Results<Ok<PackageInstalled>, ProblemHttpResult>> Accept(Guid id, PackageFileWord word, HttpRequest request, OfferActs acts)
    {
        var end = await acts.Accept(id, word.Agree, OperatorApi.By);
        return end.Ok ? TypedResults.Ok(new PackageInstalled(end.Words)) : OperatorApi.Problem(end, request);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Dismiss(Guid id, HttpRequest request, OfferActs acts) =>
        await acts.Dismiss(id, OperatorApi.By) is { Ok: false } end ? OperatorApi.Problem(end, request) : TypedResults.NoContent();

    private static async Task<Ok<IReadOnlyList<PublisherAnswer>>> Publishers(PublisherBook book, CancellationToken stop) =>
        TypedResults.Ok<IReadOnlyList<PublisherAnswer>>([.. (await book.All(stop)).Select(row => new PublisherAnswer(row.KeyId, row.Name, row.Since, row.By))]);

    private static async Task<Results<NoContent, ProblemHttpResult>> Trust(PublisherGiven given, HttpRequest request, OfferActs acts) =>
        await acts.Trust(given.PublicFile, OperatorApi.By) is { Ok: false } end ? OperatorApi.Problem(end, request) : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> Distrust(string keyId, HttpRequest request, OfferActs acts) =>
        await acts.Distrust(keyId, OperatorApi.By) is { Ok: false } end ? OperatorApi.Problem(end, request) : TypedResults.NoContent();

    private static PackageFileAnswer Answer(OfferRow row, CultureInfo language)
    {
        var about = row.Manifest;
        return new(
            row.Offer.Id, row.Offer.Shown, row.Offer.Bytes, row.Offer.Sha256, about?.Id, about?.Name.ToString(), about?.Version,
            about is null ? null : row.State.ToString().ToLowerInvariant(), row.Publisher, row.Offer.Package?.KeyId,
            about is null ? null : row.Step == OfferStep.OtherBuild ? "other-build" : row.Step.ToString().ToLowerInvariant(), about is not null && row.NeedsYes,
            [.. about?.Permissions.Select(permission => permission.Id) ?? []], [.. about?.PersonalData.Select(field => field.Field) ?? []], RefusalAnswer.Of(row.Offer.Refusal, language));
    }
}
