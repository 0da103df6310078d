using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace CommunityPlatform.Host.Api;

/// <summary>Describes the endpoints anew each time it is asked, and keeps nothing.</summary>
internal sealed class FreshDescriptions(IActionDescriptorCollectionProvider actions, IEnumerable<IApiDescriptionProvider> providers) : IApiDescriptionGroupCollectionProvider
{
    public ApiDescriptionGroupCollection ApiDescriptionGroups => new ApiDescriptionGroupCollectionProvider(actions, providers).ApiDescriptionGroups;
}
