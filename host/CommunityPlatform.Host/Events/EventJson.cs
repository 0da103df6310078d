using System.Text.Json;

namespace CommunityPlatform.Host;

/// <summary>Events as JSON. Options are made anew for a module's types, so that no cache of the framework holds them.</summary>
internal static class EventJson
{
    public static string Write(object fact) => JsonSerializer.Serialize(fact, fact.GetType(), new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static TFact Read<TFact>(string payload) where TFact : notnull =>
        JsonSerializer.Deserialize<TFact>(payload, new JsonSerializerOptions(JsonSerializerDefaults.Web))
        ?? throw new JsonException("An event's payload is null.");
}
