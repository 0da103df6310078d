namespace CommunityPlatform.Host.Backups;

/// <summary>The texts of backups.</summary>
internal sealed class BackupTexts;
