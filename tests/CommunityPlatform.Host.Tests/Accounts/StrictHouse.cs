namespace CommunityPlatform.Host.Tests.Accounts;

/// <summary>A house as it starts outside of Development: administrators need a second factor, devices must be registered.</summary>
public sealed class StrictHouse : House
{
    private protected override string[] Settings => [];
}
