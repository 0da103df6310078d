using CommunityPlatform.Sdk;

namespace CommunityPlatform.Culture.Domain;

/// <summary>报名码 · What a person keeps of her sign-up.</summary>
public static class SignUpCode
{
    /// <summary>Its length.</summary>
    public const int Length = 8;

    /// <summary>As shown.</summary>
    public static string Shown(string code) => ReadableCode.Shown(code, Length);
}
