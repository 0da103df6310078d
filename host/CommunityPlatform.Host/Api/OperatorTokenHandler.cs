using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CommunityPlatform.Host.Api;

/// <summary>Knows the operator by the bearer token; says in words where it is kept when it is missing or wrong.</summary>
internal sealed class OperatorTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OperatorToken token)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "operator-token";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return Task.FromResult(AuthenticateResult.NoResult());
        if (!token.Is(header["Bearer ".Length..].Trim())) return Task.FromResult(AuthenticateResult.Fail("The token is not the operator's."));
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, OperatorApi.By)], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"operator\"";
        return TypedResults.Problem(
            "This address needs the operator's token. Send the header \"Authorization: Bearer <token>\"; the token stands in keys/operator.token in the data folder.",
            statusCode: StatusCodes.Status401Unauthorized, title: "Token missing or wrong").ExecuteAsync(Context);
    }
}
