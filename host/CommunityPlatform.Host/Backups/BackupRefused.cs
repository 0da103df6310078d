using System.Globalization;
using System.Resources;

namespace CommunityPlatform.Host.Backups;

/// <summary>Why a backup was not made, not read or not restored; its words stand in the resources under <c>Refusal.</c> and the reason's name.</summary>
internal enum BackupReason
{
    /// <summary>folder</summary>
    FolderMissing,
    /// <summary>folder</summary>
    FolderNotWritable,
    /// <summary>folder</summary>
    FolderInside,
    /// <summary>folder</summary>
    DiskFull,
    /// <summary>No recovery key was made yet.</summary>
    NoKey,
    /// <summary>Another backup is under way.</summary>
    Busy,
    /// <summary>file</summary>
    FileMissing,
    /// <summary>file</summary>
    NoBackup,
    /// <summary>file</summary>
    WrongKey,
    /// <summary>The typed recovery key has a wrong letter.</summary>
    KeyMistyped,
    /// <summary>file</summary>
    CutOff,
    /// <summary>file</summary>
    Changed,
    /// <summary>file, version that made it</summary>
    NewerVersion,
    /// <summary>what is missing or differs</summary>
    Differs,
    /// <summary>folder</summary>
    NotEmpty,
    /// <summary>folder</summary>
    HouseRunning,
    /// <summary>slug</summary>
    NoCommunity,
    /// <summary>slug</summary>
    SlugTaken,
    /// <summary>slug</summary>
    SlugUnfit,
    /// <summary>There is no platform in this folder.</summary>
    NoPlatform,
    /// <summary>The file holds one community; it needs --community.</summary>
    OnlyCommunity,
    /// <summary>least number of letters</summary>
    PassphraseShort,
    /// <summary>what the system said</summary>
    Failed,
}

/// <summary>A backup or a restore that did not happen; nothing is half done.</summary>
internal sealed class BackupRefused(BackupReason reason, params object[] arguments) : Exception($"{reason}: {string.Join(", ", arguments)}")
{
    public BackupReason Reason { get; } = reason;

    public object[] Arguments { get; } = arguments;

    public string Words(CultureInfo language) => BackupWords.Say("Refusal." + Reason, language, Arguments);

    /// <summary>What the disk or the database said, as a reason; null where it is no such thing.</summary>
    public static BackupRefused? From(Exception problem, string where) => problem switch
    {
        BackupRefused refused => refused,
        // ENOSPC, and its like on Windows.
        IOException { HResult: 28 or unchecked((int)0x80070070) } => new(BackupReason.DiskFull, where),
        IOException full when full.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase) => new(BackupReason.DiskFull, where),
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 13 } => new(BackupReason.DiskFull, where),
        UnauthorizedAccessException => new(BackupReason.FolderNotWritable, where),
        DirectoryNotFoundException => new(BackupReason.FolderMissing, where),
        IOException or InvalidDataException or System.Data.Common.DbException or System.Security.Cryptography.CryptographicException
            or Communities.Moving.MoveRefused or Modules.PackageRefused or Communities.CommunityMovingException or TimeoutException => new(BackupReason.Failed, problem.Message),
        _ => null,
    };
}

/// <summary>Words about backups, for pages, notices and commands alike.</summary>
internal static class BackupWords
{
    private static readonly ResourceManager Texts = new(typeof(BackupTexts));

    public static IReadOnlyList<CultureInfo> Languages { get; } = [CultureInfo.GetCultureInfo("zh-Hans"), CultureInfo.GetCultureInfo("en")];

    public static string Say(string key, CultureInfo language, params object[] arguments) => string.Format(language, Texts.GetString(key, language) ?? key, arguments);

    /// <summary>In both languages: a console speaks before anybody has chosen one.</summary>
    public static void Tell(TextWriter where, string key, params object[] arguments)
    {
        foreach (var language in Languages) where.WriteLine("  " + Say(key, language, arguments));
    }
}
