using CommunityPlatform.Host.Hardening;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Testing;

/// <summary>The platform's count of wrong codes, by a test's own clock.</summary>
internal static class TestTries
{
    public static ITries By(TimeProvider clock) => new Tries(new HardeningOptions(), clock).For("jia", "test", "here");
}
