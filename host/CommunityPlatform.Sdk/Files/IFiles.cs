namespace CommunityPlatform.Sdk.Files;

/// <summary>附件 · A file kept with the community's data.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The name it came with.</param>
/// <param name="ContentType">Its type, found from its first bytes.</param>
/// <param name="Size">Bytes.</param>
public sealed record StoredFile(Guid Id, string Name, string ContentType, long Size);

/// <summary>附件 · Keeps files of a module in the community's own folder; they take part in its backup and erasure.</summary>
public interface IFiles
{
    /// <summary>
    /// Keeps a picture (JPEG, PNG, WebP; at most 20 MB, or less where the installation says so). It is known by its bytes and written
    /// anew: where and with what it was taken and whatever was hung on stay outside; it leaves under the ending of what it is.
    /// </summary>
    /// <exception cref="InvalidDataException">It is no such picture, or damaged, or too large.</exception>
    Task<StoredFile> KeepPicture(string name, Stream content, CancellationToken stop);

    /// <summary>Opens a file of this module in this community, or null.</summary>
    Task<(StoredFile File, Stream Content)?> Open(Guid id, CancellationToken stop);

    /// <summary>Removes a file of this module in this community.</summary>
    Task Remove(Guid id, CancellationToken stop);
}
