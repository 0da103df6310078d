using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Files;

namespace CommunityPlatform.Host.Files;

internal sealed class FilesFactory : IFilesFactory
{
    public IFiles For(ActFrame frame) => throw new NotSupportedException();
}
