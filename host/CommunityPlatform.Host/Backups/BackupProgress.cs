namespace CommunityPlatform.Host.Backups;

/// <summary>What a backup is at.</summary>
internal enum BackupStep
{
    Copying,
    Writing,
    ReadingBack,
}

/// <summary>How far it has come, in hundredths of its step.</summary>
internal sealed record BackupProgress(BackupStep Step, string What, int Percent);

/// <summary>A backup under its final name.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Contents">What it holds.</param>
/// <param name="Key">Its key, for reading it back at once; kept nowhere else.</param>
internal sealed record MadeBackup(string Path, long Bytes, BackupContents Contents, byte[] Key);
