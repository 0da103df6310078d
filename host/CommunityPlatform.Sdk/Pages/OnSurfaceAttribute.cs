namespace CommunityPlatform.Sdk.Pages;

/// <summary>Where a page is seen.</summary>
public enum Surface
{
    /// <summary>工作台 · Staff and residents signed in, at <c>/c/{community}</c>.</summary>
    Staff,
    /// <summary>自助机 · The touch-screen kiosk of the service hall, at <c>/k/{community}</c>.</summary>
    Kiosk,
    /// <summary>显示屏 · The call screen, at <c>/d/{community}</c>.</summary>
    Display,
    /// <summary>运维 · The operator's pages at <c>/admin</c>; not open to modules.</summary>
    Operator,
    /// <summary>街道 · Totals across communities, at <c>/street/{street}</c>; not open to modules.</summary>
    Street,
}

/// <summary>Puts a page on another surface than the staff's.</summary>
/// <param name="surface">The surface.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnSurfaceAttribute(Surface surface) : Attribute
{
    /// <summary>The surface.</summary>
    public Surface Surface { get; } = surface;
}
