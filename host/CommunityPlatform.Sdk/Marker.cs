namespace CommunityPlatform.Sdk; internal static class Marker;
