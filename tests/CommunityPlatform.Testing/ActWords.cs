using System.Reflection;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Testing;

/// <summary>The use cases of an assembly that change something: those which the audit log tells.</summary>
public static class ActWords
{
    public static IEnumerable<string> ActsOf(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type is { IsAbstract: false, IsClass: true }
        let faces = type.GetInterfaces().Where(face => face.IsGenericType).Select(face => face.GetGenericTypeDefinition()).ToList()
        where faces.Contains(typeof(IUseCase<>)) && !faces.Contains(typeof(IQuery<>))
        orderby type.Name
        select type.Name;
}
