using CommunityPlatform.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace Broken;

#if LIBRARY || LIBRARY_USED
#if LIBRARY
public static class Library
{
    public static string Word => "word";
}
#endif
#endif
#if ONE
internal sealed class OneModule : IModule
{
#if WRONG_ID
    public string Id => "other";
#else
    public string Id => "broken";
#endif

    public void AddServices(IServiceCollection services, ModuleContext context)
    {
#if LIBRARY_USED
        services.AddSingleton(Library.Word);
#endif
    }
}
#endif
#if TWO
internal sealed class TwoModule : IModule
{
    public string Id => "broken";

    public void AddServices(IServiceCollection services, ModuleContext context) { }
}
#endif
#if NONE
internal sealed class Nothing;
#endif
#if DERIVED
internal abstract class CommonModule : IModule
{
    public string Id => "broken";

    public void AddServices(IServiceCollection services, ModuleContext context) { }
}

internal sealed class DerivedModule : CommonModule;
#endif
#if UNMARKED_PAGE
[Microsoft.AspNetCore.Components.Route("/broken")]
internal sealed class UnmarkedPage : Microsoft.AspNetCore.Components.ComponentBase;
#endif
