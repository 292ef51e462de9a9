struct InvalidCertificate: Error { let reason: String }
