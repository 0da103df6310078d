using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.People;

namespace CommunityPlatform.Host.Register;

internal sealed class RegisterFactory : IRegisterFactory
{
    public IRegister For(ActFrame frame) => throw new NotSupportedException();
}
