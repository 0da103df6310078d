namespace CommunityPlatform.Host.Components.Shell;

/// <summary>A headed part of the side navigation (导航分组); an empty title draws no heading.</summary>
public sealed record NavGroup(string Title, IReadOnlyList<NavItem> Items);

/// <summary>One link of the side navigation. The badge is a short count such as 5 or 99+.</summary>
public sealed record NavItem(string Text, string Href, string? Hue = null, string? Badge = null, bool Active = false);

/// <summary>One thing the command box can jump to; <paramref name="Keys"/> are further words it is found by, such as pinyin initials.</summary>
public sealed record CommandItem(string Text, string? Hint, string Href, string? Hue = null, string? Keys = null);
